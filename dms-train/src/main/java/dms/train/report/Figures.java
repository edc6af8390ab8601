package dms.train.report;

import dms.train.eval.Accuracy;
import dms.train.eval.PairedBootstrap.Interval;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as they stand on the page. */
final class Figures {
  static final String NONE = "–";

  private Figures() {}

  /** A count, as {@code 8,431}. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A share in percent with two decimals. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f", 100 * share);
  }

  /** The same; a dash where there is none. */
  static String percent(OptionalDouble share) {
    return share.isPresent() ? percent(share.getAsDouble()) : NONE;
  }

  /** The part of a whole in percent with one decimal; a dash of nothing. */
  static String part(long part, long whole) {
    return whole == 0 ? NONE : String.format(Locale.ROOT, "%.1f", 100.0 * part / whole);
  }

  /** An interval in percent. */
  static String interval(Interval interval) {
    return percent(interval.low()) + "–" + percent(interval.high());
  }

  /** {@code 96 of 100 tokens}, for a tooltip. */
  static String of(Accuracy accuracy, String unit) {
    return count(accuracy.correct()) + " of " + count(accuracy.total()) + " " + unit;
  }

  /** A coordinate of a drawing. */
  static String coordinate(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
  }
}
