package dms.train.report;

import java.util.Locale;
import java.util.Optional;

/** How strongly a cell is tinted: the style sheet turns it into a colour for light and for dark. */
final class Tint {
  private static final double FAINTEST = 0.05;

  private Tint() {}

  /**
   * The style of a cell.
   *
   * @param strength up to 1
   * @return empty where it would not be seen
   */
  static Optional<String> of(double strength) {
    return !(strength >= FAINTEST)
        ? Optional.empty()
        : Optional.of(
            String.format(Locale.ROOT, "--tint:%.0f%%", 100 * Math.sqrt(Math.min(1, strength))));
  }
}
