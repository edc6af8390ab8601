package dms.train.optim;

import dms.components.setting.Checks;
import dms.components.setting.Setting;
import java.util.Locale;

/** How the learning rate changes in the course of training. */
public record ScheduleConfig(
    @Setting(
            doc =
                "constant, exponential (times decay each epoch), linear-warmup (up, then down in"
                    + " straight lines), cosine (up in a line, down in half a wave) or one-cycle"
                    + " (half waves up and down)",
            orElse = "constant")
        Type type,
    @Setting(doc = "exponential: factor from one epoch to the next", orElse = "0.95") double decay,
    @Setting(
            doc = "linear-warmup, cosine, one-cycle: share of training in which the rate rises",
            orElse = "0.1")
        double warmup,
    @Setting(
            doc = "linear-warmup, cosine: share of the learning rate that is left in the end",
            orElse = "0.0")
        double endFactor) {
  private static final double DECAY = 0.95;
  private static final double WARMUP = 0.1;

  /** The shapes. */
  public enum Type {
    /** The learning rate stays. */
    CONSTANT,
    /** It falls by the same factor each epoch. */
    EXPONENTIAL,
    /** It rises from 0 in a straight line, then falls in one. */
    LINEAR_WARMUP,
    /** It rises from 0 in a straight line, then falls in half a cosine wave. */
    COSINE,
    /** It rises from a 25th in half a cosine wave, then falls in one (Smith and Topin 2018). */
    ONE_CYCLE
  }

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException also when a setting that the type does not use is not left at
   *     its default
   */
  public ScheduleConfig {
    Checks.positive("decay", decay);
    Checks.share("decay", decay);
    Checks.share("warmup", warmup);
    Checks.share("endFactor", endFactor);
    boolean ends = type == Type.LINEAR_WARMUP || type == Type.COSINE;
    requireDefault("decay", DECAY, decay, type, type == Type.EXPONENTIAL);
    requireDefault("warmup", WARMUP, warmup, type, ends || type == Type.ONE_CYCLE);
    requireDefault("endFactor", 0, endFactor, type, ends);
  }

  private static void requireDefault(
      String name, double expected, double value, Type type, boolean used) {
    if (!used && value != expected) {
      throw new IllegalArgumentException(
          "%s: expected %s, its default, since %s does not use it, found %s"
              .formatted(
                  name, expected, type.name().toLowerCase(Locale.ROOT).replace('_', '-'), value));
    }
  }
}
