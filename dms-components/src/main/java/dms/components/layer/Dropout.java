package dms.components.layer;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Zeroes numbers at random in training and scales the rest (Srivastava et al. 2014); draws from the
 * device's seed.
 */
public final class Dropout {
  private Dropout() {}

  /**
   * @param x any shape
   * @param probability of a zero, in [0, 1)
   * @param training without which x is returned as it is
   * @return same shape as x
   */
  public static Tensor apply(Tensor x, double probability, boolean training) {
    return training && probability > 0 ? torch.dropout(x, probability, true) : x;
  }
}
