package dms.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import dms.train.parallel.Ranks;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a run stands; everything that a resumed run needs beside weights and optimizer. Order,
 * dropout and sampling derive from (seed, stage, epoch, batch), so no generator's state is among
 * it.
 *
 * @param stage current stage, from 0
 * @param stageStart optimizer steps taken before that stage
 * @param epoch current epoch of that stage, from 0
 * @param batch next batch of that epoch
 * @param step optimizer steps taken in all
 * @param bestScore best dev score so far; negative before the first
 * @param bestEpoch epoch of the best score; -1 before the first
 * @param metricsLength bytes of metrics.jsonl that belong to the run so far
 * @param window sums since the last line of metrics
 * @param logVariances of the losses where their factors are learnt, by decoder
 * @param finished whether training has ended
 */
public record TrainingState(
    int stage,
    long stageStart,
    int epoch,
    int batch,
    long step,
    double bestScore,
    int bestEpoch,
    long metricsLength,
    LossWindow window,
    Map<String, Double> logVariances,
    boolean finished) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the map, sorted: the same state is the same JSON, whose hash is checked. */
  public TrainingState {
    logVariances = Collections.unmodifiableMap(new TreeMap<>(logVariances));
  }

  /** The beginning of a run. */
  public static TrainingState start() {
    return new TrainingState(0, 0, 0, 0, 0, -1, -1, 0, LossWindow.empty(), Map.of(), false);
  }

  /** Work of rank 0 that leads to another state. */
  @FunctionalInterface
  interface Change {
    /** Does it. */
    TrainingState make() throws IOException;
  }

  /**
   * The state that rank 0 comes to, in every process.
   *
   * @param change made by rank 0 only
   */
  static TrainingState ofFirst(Ranks ranks, Change change) throws IOException {
    return ranks.alone()
        ? change.make()
        : JSON.readValue(
            ranks.fromFirst(() -> JSON.writeValueAsString(change.make())), TrainingState.class);
  }

  /** The beginning of the next stage. */
  TrainingState nextStage() {
    return new TrainingState(
        stage + 1, step, 0, 0, step, -1, -1, metricsLength, LossWindow.empty(), Map.of(), finished);
  }

  /** The state after one more step. */
  TrainingState nextStep(int batches, LossWindow newWindow) {
    return new TrainingState(
        stage,
        stageStart,
        epoch,
        batch + batches,
        step + 1,
        bestScore,
        bestEpoch,
        metricsLength,
        newWindow,
        logVariances,
        finished);
  }

  /** The state at the end of the epoch. */
  TrainingState nextEpoch(double newBestScore, int newBestEpoch, boolean nowFinished) {
    return new TrainingState(
        stage,
        stageStart,
        epoch + 1,
        0,
        step,
        newBestScore,
        newBestEpoch,
        metricsLength,
        window,
        logVariances,
        nowFinished);
  }

  /** This state with other sums of losses. */
  TrainingState withWindow(LossWindow newWindow) {
    return new TrainingState(
        stage,
        stageStart,
        epoch,
        batch,
        step,
        bestScore,
        bestEpoch,
        metricsLength,
        newWindow,
        logVariances,
        finished);
  }

  /** This state as it is saved. */
  TrainingState saved(long newLength, Map<String, Double> newLogVariances) {
    return new TrainingState(
        stage,
        stageStart,
        epoch,
        batch,
        step,
        bestScore,
        bestEpoch,
        newLength,
        window,
        newLogVariances,
        finished);
  }

  /** Whether the run stands at the end of the epoch with the best score so far. */
  boolean endsBestEpoch() {
    return batch == 0 && epoch > 0 && bestEpoch == epoch - 1;
  }

  /**
   * Sums of losses since the last line of metrics, by decoder, {@code total} for the weighted sum.
   *
   * @param sums sum of losses
   * @param counts number of batches summed
   */
  public record LossWindow(Map<String, Double> sums, Map<String, Integer> counts) {
    /** Keeps a copy in the given order. */
    public LossWindow {
      sums = new LinkedHashMap<>(sums);
      counts = new LinkedHashMap<>(counts);
    }

    /** Nothing summed. */
    public static LossWindow empty() {
      return new LossWindow(Map.of(), Map.of());
    }

    /** This window and one more batch. */
    public LossWindow plus(Map<String, Double> losses) {
      Map<String, Double> newSums = new LinkedHashMap<>(sums);
      Map<String, Integer> newCounts = new LinkedHashMap<>(counts);
      losses.forEach(
          (name, loss) -> {
            newSums.merge(name, loss, Double::sum);
            newCounts.merge(name, 1, Integer::sum);
          });
      return new LossWindow(newSums, newCounts);
    }

    /**
     * This window and several batches.
     *
     * @param moreSums sums of losses, by name
     * @param moreCounts number of batches in each sum
     */
    LossWindow plus(Map<String, Double> moreSums, Map<String, Integer> moreCounts) {
      Map<String, Double> newSums = new LinkedHashMap<>(sums);
      Map<String, Integer> newCounts = new LinkedHashMap<>(counts);
      moreSums.forEach((name, sum) -> newSums.merge(name, sum, Double::sum));
      moreCounts.forEach((name, count) -> newCounts.merge(name, count, Integer::sum));
      return new LossWindow(newSums, newCounts);
    }

    /** Mean loss of each decoder. */
    public Map<String, Double> means() {
      Map<String, Double> means = new LinkedHashMap<>();
      sums.forEach((name, sum) -> means.put(name, sum / counts.get(name)));
      return means;
    }
  }
}
