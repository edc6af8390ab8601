package dms.core.tensor;

import java.util.Locale;
import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.global.torch_cuda;

/** What CUDA cards there are. Loaded only where there is one. */
final class CudaCards {
  private static final double BYTES_PER_GIB = 1 << 30;
  private static final int BFLOAT16_SINCE = 8;

  private CudaCards() {}

  /** Name, memory and compute capability of a card, in words. */
  static String describe(int card) {
    String[] text = new String[1];
    NativeScope.within(
        () -> {
          cudaDeviceProp properties = torch_cuda.getDeviceProperties((byte) card);
          BytePointer name = properties.name();
          text[0] =
              String.format(
                  Locale.ROOT,
                  "%s, %.1f GiB, compute capability %d.%d, bfloat16 %s",
                  name.getString(),
                  properties.totalGlobalMem() / BYTES_PER_GIB,
                  properties.major(),
                  properties.minor(),
                  properties.major() >= BFLOAT16_SINCE ? "yes" : "slow");
        });
    return text[0];
  }
}
