package dms.core.tensor;

import java.util.function.DoubleSupplier;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A little work on a device whose results are known: shows whether libtorch computes there, and how
 * fast.
 *
 * @param productMillis time of a product of two matrices of 512 × 512, in milliseconds
 * @param lstmMillis time of an LSTM over 16 sequences of 40 vectors, 64 → 256, in milliseconds
 */
public record SmokeTest(double productMillis, double lstmMillis) {
  private static final int RUNS = 5;
  private static final int SIZE = 512;
  private static final int SEQUENCES = 16;
  private static final int STEPS = 40;
  private static final int INPUT_DIM = 64;
  private static final int HIDDEN = 256;
  private static final double NANOS_PER_MILLISECOND = 1e6;

  /**
   * Computes both several times, the first one to warm up, and takes the best time.
   *
   * @throws IllegalStateException when a result is wrong
   * @throws RuntimeException when libtorch refuses
   */
  @SuppressWarnings("try")
  public static SmokeTest run(ComputeDevice device) {
    double[] millis = new double[2];
    try (NativeScope scope = NativeScope.open()) {
      Gradients.without(
          () -> {
            millis[0] = timed("product", SIZE, product(device));
            millis[1] = timed("LSTM", 0, lstm(device));
          });
    }
    return new SmokeTest(millis[0], millis[1]);
  }

  /** The mean element of ones times ones. */
  private static DoubleSupplier product(ComputeDevice device) {
    Tensor ones = torch.ones(new long[] {SIZE, SIZE}, device.options(ScalarType.Float));
    return () -> torch.mm(ones, ones).mean().item_double();
  }

  /** The mean last state of an LSTM without weights, which is zero. */
  private static DoubleSupplier lstm(ComputeDevice device) {
    LSTMImpl module = new LSTMImpl(new LSTMOptions(INPUT_DIM, HIDDEN));
    module.to(device.toNative(), false);
    var parameters = module.parameters();
    for (long i = 0; i < parameters.size(); i++) {
      parameters.get(i).zero_();
    }
    Tensor x =
        torch.ones(new long[] {STEPS, SEQUENCES, INPUT_DIM}, device.options(ScalarType.Float));
    return () -> module.forward(x).get0().mean().item_double();
  }

  private static double timed(String what, double expected, DoubleSupplier work) {
    long best = Long.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      double found = work.getAsDouble();
      best = Math.min(best, System.nanoTime() - start);
      if (found != expected) {
        throw new IllegalStateException(
            "%s: expected the mean %s, found %s".formatted(what, expected, found));
      }
    }
    return best / NANOS_PER_MILLISECOND;
  }
}
