package dms.hub.format;

import java.util.List;
import java.util.Optional;

/**
 * A part of the input that is written as one: a paragraph of raw text, a line of JSON Lines, a
 * sentence of a corpus.
 *
 * @param sentences in order; perhaps none
 * @param text what they were split from; empty for input that came in tokens
 * @param fields the JSON object that the document came in, as text; empty for other formats
 */
public record Document(
    List<DocumentSentence> sentences, Optional<String> text, Optional<String> fields) {
  /** Copies the list. */
  public Document {
    sentences = List.copyOf(sentences);
  }

  /** The number of tokens of all sentences. */
  public int tokens() {
    return sentences.stream().mapToInt(sentence -> sentence.sentence().size()).sum();
  }
}
