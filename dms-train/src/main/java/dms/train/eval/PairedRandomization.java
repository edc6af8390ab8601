package dms.train.eval;

import java.util.SplittableRandom;

/**
 * How probable a mean difference at least as large as that found is, if it were chance which of two
 * models is the better one on each fold: Fisher's paired randomization test, two-sided. Exact for
 * up to {@value #EXACT} differences, over random signs beyond.
 */
public final class PairedRandomization {
  private static final int EXACT = 16;
  private static final int SAMPLES = 100_000;

  /** Sums in another order differ in the last bits. */
  private static final double TOLERANCE = 1e-12;

  private PairedRandomization() {}

  /**
   * The probability, from 0 to 1.
   *
   * @param differences of the pairs, one or more
   * @throws IllegalArgumentException when there are none
   */
  public static double probability(double... differences) {
    if (differences.length == 0) {
      throw new IllegalArgumentException("paired test: expected differences, found none");
    }
    return differences.length <= EXACT ? exact(differences) : sampled(differences);
  }

  private static double exact(double[] differences) {
    long all = 1L << differences.length;
    long found = 0;
    for (long signs = 0; signs < all; signs++) {
      if (isAsLarge(differences, signs)) {
        found++;
      }
    }
    return (double) found / all;
  }

  private static double sampled(double[] differences) {
    SplittableRandom random = new SplittableRandom(1);
    double observed = Math.abs(sum(differences));
    long found = 0;
    for (int sample = 0; sample < SAMPLES; sample++) {
      double sum = 0;
      for (double difference : differences) {
        sum += random.nextBoolean() ? difference : -difference;
      }
      found += Math.abs(sum) >= observed - TOLERANCE ? 1 : 0;
    }
    // The observed signs are among the possible ones.
    return (found + 1.0) / (SAMPLES + 1.0);
  }

  private static boolean isAsLarge(double[] differences, long signs) {
    double sum = 0;
    for (int i = 0; i < differences.length; i++) {
      sum += (signs >> i & 1) == 0 ? differences[i] : -differences[i];
    }
    return Math.abs(sum) >= Math.abs(sum(differences)) - TOLERANCE;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
