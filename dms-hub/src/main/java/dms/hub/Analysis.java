package dms.hub;

import java.util.List;

/**
 * What a system says of a text; immutable.
 *
 * @param sentences of the text, in order
 */
public record Analysis(List<AnalyzedSentence> sentences) {
  /** Copies the list. */
  public Analysis {
    sentences = List.copyOf(sentences);
  }

  /** The tokens of all sentences, in order. */
  public List<AnalyzedToken> tokens() {
    return sentences.stream().flatMap(sentence -> sentence.tokens().stream()).toList();
  }
}
