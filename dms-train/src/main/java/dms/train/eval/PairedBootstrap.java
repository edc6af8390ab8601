package dms.train.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * How sure the difference in accuracy between two models on the same sentences is: the interval in
 * which it lies in 95 % of the resamples, each of as many sentences drawn with replacement (Efron's
 * percentile interval; sentences, not tokens, since the tokens of a sentence are not independent).
 *
 * @param resamples how many
 * @param seed the same gives the same interval
 */
public record PairedBootstrap(int resamples, long seed) {
  private static final double LOWER = 0.025;
  private static final double UPPER = 0.975;

  /**
   * A difference in accuracy.
   *
   * @param mean of all sentences, the second model's accuracy less the first one's
   * @param low lower end of the interval
   * @param high upper end of the interval
   */
  public record Interval(double mean, double low, double high) {
    /** Whether the interval leaves out zero: the models differ by more than chance explains. */
    public boolean isClear() {
      return low > 0 || high < 0;
    }
  }

  /** 1,000 resamples of seed 1. */
  public static PairedBootstrap standard() {
    return new PairedBootstrap(1_000, 1);
  }

  /** Checks the number. */
  public PairedBootstrap {
    if (resamples < 1) {
      throw new IllegalArgumentException("resamples: expected at least 1, found " + resamples);
    }
  }

  /**
   * Compares two models.
   *
   * @param first counts of the one, by sentence
   * @param second counts of the other on the same sentences
   * @throws IllegalArgumentException when they are not of the same sentences, or no token counts
   */
  public Interval compare(List<Accuracy> first, List<Accuracy> second) {
    requireSame(first, second);
    int sentences = first.size();
    long[] gains = new long[sentences];
    long[] totals = new long[sentences];
    for (int i = 0; i < sentences; i++) {
      gains[i] = second.get(i).correct() - first.get(i).correct();
      totals[i] = first.get(i).total();
    }
    double mean = (double) Arrays.stream(gains).sum() / Arrays.stream(totals).sum();
    double[] differences = resampled(gains, totals);
    return new Interval(mean, quantile(differences, LOWER), quantile(differences, UPPER));
  }

  /**
   * How far the accuracy of one model would spread over other sentences of the same kind.
   *
   * @param counts of the model, by sentence
   * @return its accuracy over all tokens, and the interval; empty when no token counts
   */
  public Optional<Interval> accuracy(List<Accuracy> counts) {
    List<Accuracy> counted = counts.stream().filter(count -> count.total() > 0).toList();
    if (counted.isEmpty()) {
      return Optional.empty();
    }
    // The difference to a model that gets nothing right.
    List<Accuracy> nothing = counted.stream().map(count -> new Accuracy(0, count.total())).toList();
    return Optional.of(compare(nothing, counted));
  }

  /** Whether two models were counted on the same tokens, sentence by sentence. */
  public static boolean onSameTokens(List<Accuracy> first, List<Accuracy> second) {
    return first.stream()
        .map(Accuracy::total)
        .toList()
        .equals(second.stream().map(Accuracy::total).toList());
  }

  private static void requireSame(List<Accuracy> first, List<Accuracy> second) {
    if (first.size() != second.size()) {
      throw new IllegalArgumentException(
          "paired comparison: expected the same sentences, found %d and %d"
              .formatted(first.size(), second.size()));
    }
    for (int i = 0; i < first.size(); i++) {
      if (first.get(i).total() != second.get(i).total()) {
        throw new IllegalArgumentException(
            "paired comparison: expected the same tokens, found %d and %d in sentence %d"
                .formatted(first.get(i).total(), second.get(i).total(), i + 1));
      }
    }
    if (first.stream().allMatch(count -> count.total() == 0)) {
      throw new IllegalArgumentException(
          "paired comparison: expected tokens with a gold value, found none");
    }
  }

  /** The differences of all resamples in rising order; a resample without tokens is drawn again. */
  private double[] resampled(long[] gains, long[] totals) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] differences = new double[resamples];
    for (int resample = 0; resample < resamples; ) {
      long gain = 0;
      long total = 0;
      for (int draw = 0; draw < gains.length; draw++) {
        int sentence = random.nextInt(gains.length);
        gain += gains[sentence];
        total += totals[sentence];
      }
      if (total > 0) {
        differences[resample++] = (double) gain / total;
      }
    }
    Arrays.sort(differences);
    return differences;
  }

  /** The smallest value that at least this share of the values does not exceed. */
  private static double quantile(double[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
