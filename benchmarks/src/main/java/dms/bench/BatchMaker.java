package dms.bench;

import dms.core.batch.Batch;
import dms.core.batch.BatchPlanner;
import dms.core.batch.Mode;
import dms.core.batch.Seeds;
import dms.core.corpus.Sentence;
import java.util.Arrays;
import java.util.List;

/** Batches of some sentences as a training plans them, over and over. */
final class BatchMaker {
  private static final int MAX_SENTENCES = 256;

  private final List<List<Sentence>> plan;

  /**
   * @param batchTokens most tokens of a batch, padding included
   */
  BatchMaker(List<Sentence> sentences, int batchTokens) {
    int[] lengths = sentences.stream().mapToInt(Sentence::size).toArray();
    this.plan =
        new BatchPlanner(batchTokens, MAX_SENTENCES)
            .plan(lengths, 1).stream()
                .map(batch -> Arrays.stream(batch).mapToObj(sentences::get).toList())
                .toList();
  }

  /** Number of different batches. */
  int size() {
    return plan.size();
  }

  /** A new batch that nothing is in yet; after the last one comes the first again. */
  Batch make(int index, Mode mode) {
    return new Batch(plan.get(index % plan.size()), mode, Seeds.of(1, index));
  }

  /** Tokens of all different batches. */
  int tokens() {
    return plan.stream().flatMap(List::stream).mapToInt(Sentence::size).sum();
  }
}
