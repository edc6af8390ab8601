package dms.train.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Places values on a line of a drawing.
 *
 * @param low the value at {@code from}
 * @param high the value at {@code to}
 * @param logarithmic whether equal distances stand for equal factors
 * @param from where the line begins
 * @param to where it ends
 */
record Axis(double low, double high, boolean logarithmic, double from, double to) {
  private static final int TICKS = 6;
  private static final double WIDE = 20;

  /** An axis whose ends are round numbers around the values. */
  static Axis of(List<Double> values, boolean mayBeLogarithmic, double from, double to) {
    double low = values.stream().mapToDouble(v -> v).min().orElse(0);
    double high = values.stream().mapToDouble(v -> v).max().orElse(1);
    if (mayBeLogarithmic && low > 0 && high / low > WIDE) {
      return new Axis(low, high, true, from, to);
    }
    if (low == high) {
      low -= low == 0 ? 1 : Math.abs(low) / 2;
      high += high == 0 ? 1 : Math.abs(high) / 2;
    }
    double step = step(low, high);
    return new Axis(Math.floor(low / step) * step, Math.ceil(high / step) * step, false, from, to);
  }

  /** Where a value is in the drawing. */
  double place(double value) {
    double share =
        logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return from + share * (to - from);
  }

  /** The values to write at the axis. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      boolean narrow = Math.log10(high / low) < 3;
      for (double power = Math.pow(10, Math.floor(Math.log10(low))); power <= high; power *= 10) {
        for (int digit : narrow ? new int[] {1, 2, 5} : new int[] {1}) {
          double tick = power * digit;
          if (tick >= low && tick <= high) {
            ticks.add(tick);
          }
        }
      }
      return ticks;
    }
    double step = step(low, high);
    for (int i = 0; low + i * step <= high + step / 2; i++) {
      ticks.add(low + i * step);
    }
    return ticks;
  }

  /** 1, 2 or 5 times a power of ten. */
  private static double step(double low, double high) {
    double rough = (high - low) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double factor = rough / power;
    return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
  }

  /** A value as it is written: four digits that say something. */
  static String label(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(4));
    boolean isPlain = value == 0 || Math.abs(value) >= 1e-4 && Math.abs(value) < 1e6;
    return isPlain
        ? rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString()
        : String.format(Locale.ROOT, "%.1e", value);
  }
}
