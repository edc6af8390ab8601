package dms.train;

import dms.core.batch.Batch;
import dms.core.batch.BatchPlanner;
import dms.core.batch.Mode;
import dms.core.batch.Seeds;
import dms.core.corpus.Sentence;
import dms.train.parallel.BatchShares;
import dms.train.parallel.RankPlace;
import java.util.Arrays;
import java.util.List;

/**
 * The batches of a stage. Everything about them derives from (seed, stage, epoch, batch), so that
 * those of any epoch can be made at any time.
 */
final class StageBatches {
  private static final long ORDER = 0;
  private static final long BATCH = 1;
  private static final long SAMPLE = 3;

  private final TrainingConfig training;
  private final long seed;
  private final List<Sentence> sentences;
  private final CorpusSampling sampling;
  private final BatchPlanner planner;
  private final long totalSteps;

  StageBatches(Stage stage, List<Sentence> sentences) {
    this.training = stage.training();
    this.seed = stage.seed();
    this.sentences = sentences;
    this.sampling = new CorpusSampling(sentences, stage.data().temperature());
    this.planner = new BatchPlanner(training.batchTokens(), training.batchSentences());
    long steps = 0;
    for (int epoch = 0; epoch < training.epochs(); epoch++) {
      steps += (plan(epoch).size() + training.accumulation() - 1L) / training.accumulation();
    }
    this.totalSteps = steps;
  }

  /** The batches of an epoch, each as the numbers of its sentences. */
  List<int[]> plan(int epoch) {
    int[] sample = sampling.sample(Seeds.of(seed, SAMPLE, epoch));
    int[] lengths = Arrays.stream(sample).map(i -> sentences.get(i).size()).toArray();
    List<int[]> plan = planner.plan(lengths, Seeds.of(seed, ORDER, epoch));
    return plan.stream().map(batch -> Arrays.stream(batch).map(i -> sample[i]).toArray()).toList();
  }

  /**
   * The share of each batch that a process trains on, as the numbers of its sentences; empty where
   * the batch has too few.
   */
  List<int[]> shares(List<int[]> plan, RankPlace place) {
    return place.size() == 1 ? plan : plan.stream().map(batch -> share(batch, place)).toList();
  }

  private int[] share(int[] batch, RankPlace place) {
    int[] lengths = Arrays.stream(batch).map(i -> sentences.get(i).size()).toArray();
    int[] positions = BatchShares.of(lengths, place.size()).get(place.rank());
    return Arrays.stream(positions).map(position -> batch[position]).toArray();
  }

  /** Optimizer steps of all epochs. */
  long totalSteps() {
    return totalSteps;
  }

  /**
   * A batch to be prepared and trained on.
   *
   * @param rank of the process that trains on it: each drops out others of its values
   */
  Batch batch(int epoch, int number, int[] indices, int rank) {
    List<Sentence> chosen = Arrays.stream(indices).mapToObj(sentences::get).toList();
    long ofBatch = Seeds.of(seed, BATCH, epoch, number);
    return new Batch(chosen, Mode.TRAINING, rank == 0 ? ofBatch : Seeds.of(ofBatch, rank));
  }

  /** Tokens of some batches. */
  long tokens(List<int[]> batches) {
    return batches.stream()
        .flatMapToInt(Arrays::stream)
        .mapToLong(i -> sentences.get(i).size())
        .sum();
  }
}
