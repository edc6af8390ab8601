package dms.train.eval;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How many of the counted tokens are right.
 *
 * @param correct number of tokens that are right
 * @param total number of tokens
 */
public record Accuracy(long correct, long total) {
  /** Of no token. */
  public static final Accuracy NONE = new Accuracy(0, 0);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException unless 0 &lt;= correct &lt;= total
   */
  public Accuracy {
    if (correct < 0 || correct > total) {
      throw new IllegalArgumentException(
          "accuracy: expected 0 <= correct <= total, found %d of %d".formatted(correct, total));
    }
  }

  /** This and one token more. */
  public Accuracy plus(boolean right) {
    return new Accuracy(right ? correct + 1 : correct, total + 1);
  }

  /** The tokens of both. */
  public Accuracy plus(Accuracy other) {
    return new Accuracy(correct + other.correct, total + other.total);
  }

  /** The share of right tokens, from 0 to 1; empty when none was counted. */
  public OptionalDouble share() {
    return total == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) correct / total);
  }

  /** The share in percent with two decimals, such as {@code 96.53}; a dash of none. */
  public String percent() {
    return total == 0 ? "–" : String.format(Locale.ROOT, "%.2f", 100.0 * correct / total);
  }

  @Override
  public String toString() {
    return percent() + " (" + correct + "/" + total + ")";
  }
}
