package dms.core.tensor;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How exactly a model computes. Weights, optimizers and losses are 32-bit floats in any case. No
 * bits are kept of this when a model is saved.
 */
public enum Precision {
  /** 32-bit floats throughout. */
  FLOAT32,
  /**
   * Matrix products in bfloat16, which has the range of a 32-bit float and 8 bits of its digits;
   * what would suffer (normalizations, losses) stays in 32 bits. libtorch chooses by operation
   * ("autocast"), and keeps that switch per thread.
   */
  BFLOAT16;

  private static final Logger LOG = LoggerFactory.getLogger(Precision.class);

  /**
   * Reads {@code float32} or {@code bfloat16}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Precision parse(String name) {
    return Arrays.stream(values())
        .filter(precision -> precision.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "precision: expected float32 or bfloat16, found '" + name + "'"));
  }

  /** Logs a warning where the device computes slower in this precision than in the other. */
  public void warnIfSlow(ComputeDevice device) {
    if (this == BFLOAT16
        && device.kind() == ComputeDevice.Kind.CPU
        && Processor.hasBfloat16().equals(Optional.of(false))) {
      LOG.warn(
          "This processor has no instructions for bfloat16: it will be slower than float32, which"
              + " is the default");
    }
  }

  /**
   * Runs work on this thread that computes so; to be put around forward and losses, not around
   * backward.
   *
   * @param device where it computes
   */
  public void run(ComputeDevice device, Runnable work) {
    supply(
        device,
        () -> {
          work.run();
          return this;
        });
  }

  /** As {@link #run}, for work that gives something. */
  public <T> T supply(ComputeDevice device, Supplier<T> work) {
    NativeRuntime.load();
    if (this == FLOAT32) {
      return work.get();
    }
    DeviceType type = device.kind() == ComputeDevice.Kind.CPU ? DeviceType.CPU : DeviceType.CUDA;
    boolean enabled = torch.is_autocast_enabled(type);
    ScalarType before = torch.get_autocast_dtype(type);
    torch.set_autocast_dtype(type, ScalarType.BFloat16);
    torch.set_autocast_enabled(type, true);
    torch.increment_nesting();
    try {
      return work.get();
    } finally {
      // Weights are converted once within the work; they change after it.
      if (torch.decrement_nesting() == 0) {
        torch.clear_cache();
      }
      torch.set_autocast_enabled(type, enabled);
      torch.set_autocast_dtype(type, before);
    }
  }

  /** As it is written in configurations and on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
