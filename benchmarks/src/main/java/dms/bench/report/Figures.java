package dms.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as they are shown. */
final class Figures {
  static final String NONE = "–";

  private Figures() {}

  /** Milliseconds: three digits that say something, whole ones from a hundred on. */
  static String millis(double millis) {
    if (millis >= 100) {
      return count(millis);
    }
    // Of a time too short to be told there is no digit to keep.
    return millis <= 0
        ? "0"
        : new BigDecimal(millis)
            .round(new MathContext(3))
            .setScale(scale(millis), RoundingMode.HALF_UP)
            .toPlainString();
  }

  private static int scale(double millis) {
    return Math.max(0, 2 - (int) Math.floor(Math.log10(millis)));
  }

  /** A count, as {@code 8,431}. */
  static String count(double count) {
    return String.format(Locale.ROOT, "%,d", Math.round(count));
  }

  /** The same; a dash where there is none. */
  static String count(OptionalDouble count) {
    return count.isPresent() ? count(count.getAsDouble()) : NONE;
  }

  /** A share in percent; a dash where there is none. */
  static String percent(OptionalDouble share, int decimals) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%." + decimals + "f %%", 100 * share.getAsDouble())
        : NONE;
  }
}
