package dms.core.tensor;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/** Checks of tensor shapes at the border of a component. */
public final class Shapes {
  /** Stands for an axis of any size. */
  public static final long ANY = -1;

  private Shapes() {}

  /**
   * Returns the tensor when its shape is the expected one.
   *
   * @param what name of the tensor for the message
   * @param expected size of each axis, {@link #ANY} for any
   * @throws IllegalArgumentException that names the tensor, the expected and the actual shape
   */
  public static Tensor require(Tensor tensor, String what, long... expected) {
    long[] actual = tensor.shape();
    boolean fits = actual.length == expected.length;
    for (int i = 0; fits && i < expected.length; i++) {
      fits = expected[i] == ANY || expected[i] == actual[i];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "%s: expected shape %s, found %s"
              .formatted(what, describe(expected), Arrays.toString(actual)));
    }
    return tensor;
  }

  private static String describe(long[] shape) {
    return Arrays.toString(shape).replace(Long.toString(ANY), "any");
  }
}
