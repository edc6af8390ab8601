package dms.hub.format;

import dms.core.corpus.Sentence;
import dms.hub.text.TextSentence;
import java.util.Optional;

/**
 * A sentence of a document.
 *
 * @param sentence with a token for each word
 * @param place the sentence and its tokens within the document's text; empty where that is unknown
 */
public record DocumentSentence(Sentence sentence, Optional<TextSentence> place) {
  /** A sentence whose place in a text is unknown. */
  public static DocumentSentence of(Sentence sentence) {
    return new DocumentSentence(sentence, Optional.empty());
  }
}
