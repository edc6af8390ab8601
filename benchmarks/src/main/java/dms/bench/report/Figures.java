package dms.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as they are shown. */
final class Figures {
  static final String NONE = "–";

  private static final int DIGITS = 3;

  private Figures() {}

  /** Milliseconds: three digits that say something, whole ones from a hundred on. */
  static String millis(double millis) {
    if (millis >= 100) {
      return count(millis);
    }
    if (millis <= 0) {
      return "0";
    }
    BigDecimal rounded = BigDecimal.valueOf(millis).round(new MathContext(DIGITS));
    int before = rounded.precision() - rounded.scale();
    return rounded.setScale(Math.max(0, DIGITS - before)).toPlainString();
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
