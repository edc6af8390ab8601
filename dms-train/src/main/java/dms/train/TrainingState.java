package dms.train;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a run stands; everything that a resumed run needs beside weights and optimizer. Order,
 * dropout and sampling derive from (seed, epoch, batch), so no generator's state is among it.
 *
 * @param epoch current epoch, from 0
 * @param batch next batch of that epoch
 * @param step optimizer steps taken
 * @param bestScore best dev score so far; negative before the first
 * @param bestEpoch epoch of the best score; -1 before the first
 * @param metricsLength bytes of metrics.jsonl that belong to the run so far
 * @param window sums since the last line of metrics
 * @param finished whether training has ended
 */
public record TrainingState(
    int epoch,
    int batch,
    long step,
    double bestScore,
    int bestEpoch,
    long metricsLength,
    LossWindow window,
    boolean finished) {

  /** The beginning of a run. */
  public static TrainingState start() {
    return new TrainingState(0, 0, 0, -1, -1, 0, LossWindow.empty(), false);
  }

  /** This state with other sums of losses. */
  TrainingState withWindow(LossWindow newWindow) {
    return new TrainingState(
        epoch, batch, step, bestScore, bestEpoch, metricsLength, newWindow, finished);
  }

  /** This state with another length of metrics.jsonl. */
  TrainingState withMetricsLength(long newLength) {
    return new TrainingState(epoch, batch, step, bestScore, bestEpoch, newLength, window, finished);
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

    /** Mean loss of each decoder. */
    public Map<String, Double> means() {
      Map<String, Double> means = new LinkedHashMap<>();
      sums.forEach((name, sum) -> means.put(name, sum / counts.get(name)));
      return means;
    }
  }
}
