package dms.core.tensor;

import java.util.Arrays;

/**
 * Numbers with a shape, still plain Java: what {@code preprocess} makes and {@code forward} turns
 * into a tensor.
 *
 * @param values numbers in row-major order; not copied, so hand them over and leave them alone
 * @param shape size of each axis
 */
public record Ids(int[] values, long... shape) {
  /**
   * Checks that the values fill the shape.
   *
   * @throws IllegalArgumentException when they do not
   */
  public Ids {
    long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (size != values.length || Arrays.stream(shape).anyMatch(axis -> axis < 0)) {
      throw new IllegalArgumentException(
          "ids: shape %s holds %d values, found %d"
              .formatted(Arrays.toString(shape), size, values.length));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ids ids
        && Arrays.equals(values, ids.values)
        && Arrays.equals(shape, ids.shape);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values) + Arrays.hashCode(shape);
  }

  @Override
  public String toString() {
    return "Ids" + Arrays.toString(shape);
  }
}
