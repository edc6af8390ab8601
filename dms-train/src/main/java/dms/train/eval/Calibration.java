package dms.train.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether predictions are right as often as their probabilities say: the reliability of bins of
 * equal width, and the expected calibration error (Guo et al. 2017, section 2).
 *
 * @param bins from the least to the most probable, those without tokens too
 */
public record Calibration(List<Bin> bins) {
  /**
   * The predictions whose probability is in an interval.
   *
   * @param low its lower end
   * @param high its upper end, part of it only in the last bin
   * @param accuracy how many of them are right
   * @param meanProbability the mean of their probabilities; 0 where there are none
   */
  public record Bin(double low, double high, Accuracy accuracy, double meanProbability) {
    /** By how much their probabilities promise too much; negative where they promise too little. */
    public double gap() {
      return accuracy.share().isPresent() ? meanProbability - accuracy.share().getAsDouble() : 0;
    }
  }

  /** Copies the list. */
  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * Puts predictions into bins.
   *
   * @param results all with a probability
   * @param size number of bins
   * @throws IllegalArgumentException when one has no probability, or one that is none
   */
  public static Calibration of(List<TokenResult> results, int size) {
    long[] correct = new long[size];
    long[] totals = new long[size];
    double[] sums = new double[size];
    for (TokenResult result : results) {
      double probability = probability(result);
      int bin = Math.min((int) (probability * size), size - 1);
      correct[bin] += result.right() ? 1 : 0;
      totals[bin]++;
      sums[bin] += probability;
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double mean = totals[i] == 0 ? 0 : sums[i] / totals[i];
      Accuracy accuracy = new Accuracy(correct[i], totals[i]);
      bins.add(new Bin((double) i / size, (i + 1.0) / size, accuracy, mean));
    }
    return new Calibration(bins);
  }

  private static double probability(TokenResult result) {
    double probability = result.predicted().probability().orElse(Double.NaN);
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "calibration: expected probabilities from 0 to 1, found "
              + result.predicted().probability());
    }
    return probability;
  }

  /** The mean distance of probability and accuracy over the bins, weighted by their tokens. */
  public double expectedError() {
    double sum = 0;
    long total = 0;
    for (Bin bin : bins) {
      sum += Math.abs(bin.gap()) * bin.accuracy().total();
      total += bin.accuracy().total();
    }
    return total == 0 ? 0 : sum / total;
  }
}
