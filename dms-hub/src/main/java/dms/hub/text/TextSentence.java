package dms.hub.text;

import java.util.List;

/**
 * A sentence of a text.
 *
 * @param begin offset of the first UTF-16 unit of its first token in the text
 * @param end offset after the last UTF-16 unit of its last token
 * @param tokens its tokens in order, at least one
 */
public record TextSentence(int begin, int end, List<TextToken> tokens) {
  /**
   * Keeps a copy of the list.
   *
   * @throws IllegalArgumentException if there are no tokens or they do not span the offsets
   */
  public TextSentence {
    tokens = List.copyOf(tokens);
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("a sentence needs at least one token");
    }
    if (tokens.get(0).begin() != begin || tokens.get(tokens.size() - 1).end() != end) {
      throw new IllegalArgumentException(
          "sentence from " + begin + " to " + end + " is not spanned by its tokens");
    }
  }

  /**
   * The sentence of some tokens, from the first to the last.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static TextSentence of(List<TextToken> tokens) {
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("a sentence needs at least one token");
    }
    return new TextSentence(tokens.get(0).begin(), tokens.get(tokens.size() - 1).end(), tokens);
  }

  /** The forms of the tokens. */
  public List<String> forms() {
    return tokens.stream().map(TextToken::form).toList();
  }
}
