package dms.core.weights;

import java.util.Locale;

/** How exactly the numbers of saved weights are kept. Loaded, they are 32-bit floats again. */
public enum WeightPrecision {
  /** As they were trained: 4 bytes a number. */
  FLOAT32,

  /**
   * IEEE half precision: 2 bytes a number, off by at most 2^-11 of it, or by 2^-25 where that is
   * more. A tensor with a number that is too large for it stays as it is.
   */
  FLOAT16,

  /**
   * Matrices of {@value PackedWeights#MIN_ELEMENTS} numbers or more as whole numbers from -127 to
   * 127 with a scale for each row: a byte a number, off by at most half a step, which is 1/127 of
   * the largest of the row. Everything else as {@link #FLOAT16}.
   */
  INT8;

  /** The name in files and on the command line, as in {@code float16}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
