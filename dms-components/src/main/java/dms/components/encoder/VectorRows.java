package dms.components.encoder;

import java.util.Arrays;

/**
 * Vectors of a batch's distinct forms, still plain Java.
 *
 * @param values one after the other; not copied, so hand them over and leave them alone
 * @param dim size of each
 */
record VectorRows(float[] values, int dim) {
  /** Number of vectors. */
  int count() {
    return values.length / dim;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VectorRows rows
        && dim == rows.dim
        && Arrays.equals(values, rows.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values) + dim;
  }

  @Override
  public String toString() {
    return "VectorRows[" + count() + " of " + dim + "]";
  }
}
