package dms.train.eval.conll;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One metric: what is right among what the gold file and the system have.
 *
 * @param gold how many there are in the gold file
 * @param system how many the system has
 * @param correct how many of the system's are those of the gold file
 * @param aligned how many words are aligned, where a metric is one of aligned words
 */
public record ConllScore(int gold, int system, int correct, OptionalInt aligned) {
  /** Share of the system's that is right, from 0 to 1; 0 where it has none. */
  public double precision() {
    return share(correct, system);
  }

  /** Share of the gold file's that the system has right, from 0 to 1; 0 where there is none. */
  public double recall() {
    return share(correct, gold);
  }

  /** Harmonic mean of precision and recall. */
  public double f1() {
    return share(2L * correct, (long) gold + system);
  }

  /** Share of the aligned words that is right, whatever words were not aligned. */
  public OptionalDouble alignedAccuracy() {
    return aligned.isPresent()
        ? OptionalDouble.of(share(correct, aligned.getAsInt()))
        : OptionalDouble.empty();
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
