package dms.components.layer;

import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Tensors;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Zeroes numbers at random in training and scales the rest (Srivastava et al. 2014); draws from the
 * device's seed.
 *
 * <p>On the processor libtorch draws a random number for each number of the tensor, one after
 * another on one thread. Here one of 64 bits, drawn in Java, decides on four.
 */
public final class Dropout {
  /** Values of 16 random bits. */
  private static final int CHANCES = 1 << Short.SIZE;

  private Dropout() {}

  /**
   * @param x any shape
   * @param probability of a zero, in [0, 1); on the processor rounded to a multiple of 2^-16
   * @param training without which x is returned as it is
   * @return same shape as x
   */
  public static Tensor apply(Tensor x, double probability, boolean training) {
    if (!training || probability <= 0) {
      return x;
    }
    return x.is_cuda() ? torch.dropout(x, probability, true) : x.mul(mask(x, probability));
  }

  /** Shape of x: 0 where a number is dropped, elsewhere what keeps the mean as it is. */
  private static Tensor mask(Tensor x, double probability) {
    int dropped = Math.min(CHANCES - 1, (int) Math.round(probability * CHANCES));
    long size = x.numel();
    Tensor bits = Tensors.of(randomBits(Math.toIntExact((size + 3) / 4)), ComputeDevice.cpu());
    Tensor chances = bits.view(ScalarType.Short).narrow(0, 0, size).view(x.shape());
    Tensor kept = chances.ge(new Scalar((short) (dropped + Short.MIN_VALUE)));
    return kept.to(x.scalar_type()).mul_(new Scalar(CHANCES / (double) (CHANCES - dropped)));
  }

  private static long[] randomBits(int length) {
    Tensor seed = torch.zeros(new long[] {1}, ComputeDevice.cpu().options(ScalarType.Long));
    SplittableRandom random = new SplittableRandom(seed.random_().item_long());
    long[] bits = new long[length];
    for (int i = 0; i < length; i++) {
      bits[i] = random.nextLong();
    }
    return bits;
  }
}
