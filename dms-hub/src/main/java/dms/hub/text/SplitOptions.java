package dms.hub.text;

/**
 * How text is split, whatever its language.
 *
 * @param lineEndsSentence true if each line is taken for a sentence or several, as in lists and
 *     corpora of one sentence a line; otherwise only a blank line ends a sentence by itself
 * @param maxTokenLength most UTF-16 units of a token; longer ones are cut, never inside a surrogate
 *     pair
 * @param maxSentenceTokens most tokens of a sentence; longer ones are cut
 */
public record SplitOptions(boolean lineEndsSentence, int maxTokenLength, int maxSentenceTokens) {
  /** Lines are joined, tokens have at most 1,000 UTF-16 units, sentences at most 2,000 tokens. */
  public static final SplitOptions DEFAULT = new SplitOptions(false, 1_000, 2_000);

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if a token could not hold a surrogate pair or a sentence not a
   *     token
   */
  public SplitOptions {
    if (maxTokenLength < 2) {
      throw new IllegalArgumentException(
          "maxTokenLength must be at least 2, but is " + maxTokenLength);
    }
    if (maxSentenceTokens < 1) {
      throw new IllegalArgumentException(
          "maxSentenceTokens must be at least 1, but is " + maxSentenceTokens);
    }
  }

  /** The same with each line ending a sentence, or not. */
  public SplitOptions withLineEndsSentence(boolean ends) {
    return new SplitOptions(ends, maxTokenLength, maxSentenceTokens);
  }
}
