package dms.components.setting;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Checks for the compact constructors of configuration records. Each throws an {@link
 * IllegalArgumentException} that begins with the name of the component, which lets {@link
 * dms.components.config.RecordBinder} point to the line of that key: {@code dropout: expected a
 * probability in [0, 1), found 1.5}.
 */
public final class Checks {
  private Checks() {}

  /** Refuses a value below 1. */
  public static void positive(String name, long value) {
    require(value > 0, name, "a positive integer", value);
  }

  /** Refuses a value that is not above 0 and finite. */
  public static void positive(String name, double value) {
    require(value > 0 && Double.isFinite(value), name, "a positive number", value);
  }

  /** Refuses a value below 0. */
  public static void nonNegative(String name, long value) {
    require(value >= 0, name, "a non-negative integer", value);
  }

  /** Refuses a value that is below 0 or not finite. */
  public static void nonNegative(String name, double value) {
    require(value >= 0 && Double.isFinite(value), name, "a non-negative number", value);
  }

  /** Refuses a value outside [0, 1), the range of a dropout rate. */
  public static void probability(String name, double value) {
    require(value >= 0 && value < 1, name, "a probability in [0, 1)", value);
  }

  /** Refuses a value outside [0, 1], the range of a share. */
  public static void share(String name, double value) {
    require(value >= 0 && value <= 1, name, "a share in [0, 1]", value);
  }

  /** Refuses a string of white space only. */
  public static void notBlank(String name, String value) {
    require(!value.isBlank(), name, "a string that is not blank", '"' + value + '"');
  }

  /** Refuses a list or set without elements. */
  public static void notEmpty(String name, Collection<?> values) {
    require(!values.isEmpty(), name, "at least one element", "none");
  }

  /** Refuses a list in which a value stands twice. */
  public static void distinct(String name, Collection<?> values) {
    require(Set.copyOf(values).size() == values.size(), name, "different elements", values);
  }

  /** Refuses a string that is none of the allowed ones. */
  public static void oneOf(String name, String value, Collection<String> allowed) {
    if (!allowed.contains(value)) {
      throw new IllegalArgumentException(
          name
              + ": expected one of "
              + String.join(", ", List.copyOf(allowed))
              + ", found \""
              + value
              + '"'
              + NearestName.suggestion(value, allowed));
    }
  }

  private static void require(boolean holds, String name, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": expected " + expected + ", found " + found);
    }
  }
}
