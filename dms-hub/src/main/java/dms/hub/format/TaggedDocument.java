package dms.hub.format;

import dms.core.component.Prediction;
import dms.core.corpus.Column;
import java.util.List;
import java.util.Map;

/**
 * A document with what was predicted for it.
 *
 * @param document as it was read
 * @param predictions for each sentence, by column, one for each token; the columns in the order in
 *     which they are written
 */
public record TaggedDocument(Document document, List<Map<Column, List<Prediction>>> predictions) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there are not as many predictions as sentences
   */
  public TaggedDocument {
    predictions = List.copyOf(predictions);
    if (predictions.size() != document.sentences().size()) {
      throw new IllegalArgumentException(
          "document: expected predictions for %d sentences, found %d"
              .formatted(document.sentences().size(), predictions.size()));
    }
  }
}
