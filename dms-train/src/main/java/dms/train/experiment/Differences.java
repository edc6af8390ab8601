package dms.train.experiment;

import dms.train.eval.PairedBootstrap.Interval;
import java.util.Locale;

/** Writes differences in accuracy in percentage points, with their sign. */
final class Differences {
  private Differences() {}

  /** Such as {@code +0.25}; a dash for what is not a number. */
  static String points(double difference) {
    return Double.isNaN(difference) ? "–" : String.format(Locale.ROOT, "%+.2f", 100 * difference);
  }

  /** Such as {@code [-0.10, +0.25]}. */
  static String interval(Interval interval) {
    return "[%s, %s]".formatted(points(interval.low()), points(interval.high()));
  }
}
