package dms.train;

import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import java.util.List;
import java.util.Map;

/**
 * Which decoders learn from which corpora and are scored on them.
 *
 * @param decoders by the name of the corpus; none there for all whose column it has
 */
public record CorpusScope(Map<String, List<String>> decoders) {
  /** Copies the map. */
  public CorpusScope {
    decoders = Map.copyOf(decoders);
  }

  /**
   * Whether a decoder learns from a sentence. From a sentence of no named corpus every decoder
   * does.
   *
   * @param column that the decoder predicts
   */
  boolean covers(Sentence sentence, String decoder, Column column) {
    return covers(sentence, decoder) && (sentence.corpus().isEmpty() || sentence.has(column));
  }

  /** Whether the decoder is one of the sentence's corpus, whatever columns that has. */
  boolean covers(Sentence sentence, String decoder) {
    return sentence.corpus().map(corpus -> isFor(corpus, decoder)).orElse(true);
  }

  /** Whether the decoder is one of that corpus, whatever columns it has. */
  boolean isFor(String corpus, String decoder) {
    return namedBy(corpus).isEmpty() || namedBy(corpus).contains(decoder);
  }

  private List<String> namedBy(String corpus) {
    return decoders.getOrDefault(corpus, List.of());
  }
}
