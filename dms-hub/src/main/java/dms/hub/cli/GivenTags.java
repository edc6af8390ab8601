package dms.hub.cli;

import dms.core.component.Decoder;
import dms.core.component.Prediction;
import dms.core.component.SeenValues;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Looks at the tags that sentences bring along, and counts those that the model cannot read; for
 * several threads.
 */
final class GivenTags implements Analyzer {
  private final Analyzer analyzer;
  private final Column column;
  private final Optional<SeenValues> seen;
  private final LongAdder missing = new LongAdder();
  private final LongAdder unknown = new LongAdder();

  /**
   * @param analyzer that the sentences are handed to
   * @param tagger whose tags the lemmatizer reads
   */
  GivenTags(Analyzer analyzer, Decoder tagger) {
    this.analyzer = analyzer;
    this.column = tagger.column();
    this.seen = tagger.seenValues();
  }

  @Override
  public List<Map<Column, List<Prediction>>> analyze(List<Sentence> sentences) {
    sentences.forEach(this::count);
    return analyzer.analyze(sentences);
  }

  private void count(Sentence sentence) {
    if (!sentence.has(column)) {
      throw new IllegalArgumentException(
          "%s: expected the column %s, whose tags the model's lemmatizer reads, found %s; name the columns with --columns or --header"
              .formatted(sentence.source(), column, sentence.schema()));
    }
    for (Token token : sentence.tokens()) {
      Optional<String> tag = token.value(column);
      if (tag.isEmpty()) {
        missing.increment();
      } else if (isUnknown(tag.get())) {
        unknown.increment();
      }
    }
  }

  private boolean isUnknown(String tag) {
    return seen.isPresent() && !seen.get().seenInTraining(tag);
  }

  /** What a user has to know of the tags; empty if they were all read. */
  Optional<String> note() {
    return missing.sum() + unknown.sum() == 0
        ? Optional.empty()
        : Optional.of(
            "note: %d tokens have no %s and %d have one that the model never saw in training; the lemmatizer reads these as an unknown tag"
                .formatted(missing.sum(), column, unknown.sum()));
  }
}
