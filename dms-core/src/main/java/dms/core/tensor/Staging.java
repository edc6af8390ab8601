package dms.core.tensor;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The way of a Java array to a card: into pinned memory, from where the card fetches it while the
 * program goes on. libtorch's allocator of pinned memory keeps the buffers and uses one again only
 * when the copy from it has ended. The slot {@code cpu:0} goes the same way through plain memory.
 *
 * <p>32-bit numbers are copied as such and become 64-bit ones on the device.
 */
final class Staging {
  private Staging() {}

  /** A tensor of 64-bit integers of one axis. */
  static Tensor of(int[] values, ComputeDevice device) {
    Tensor host = buffer(values.length, ScalarType.Int, device);
    if (values.length > 0) {
      new IntPointer(host.data_ptr()).put(values);
    }
    return copied(host, ScalarType.Long, device);
  }

  /** A tensor of 64-bit integers of one axis. */
  static Tensor of(long[] values, ComputeDevice device) {
    Tensor host = buffer(values.length, ScalarType.Long, device);
    if (values.length > 0) {
      new LongPointer(host.data_ptr()).put(values);
    }
    return copied(host, ScalarType.Long, device);
  }

  /** A tensor of 32-bit floats of one axis. */
  static Tensor of(float[] values, ComputeDevice device) {
    Tensor host = buffer(values.length, ScalarType.Float, device);
    if (values.length > 0) {
      new FloatPointer(host.data_ptr()).put(values);
    }
    return copied(host, ScalarType.Float, device);
  }

  private static Tensor buffer(int length, ScalarType type, ComputeDevice device) {
    boolean pinned = device.kind() == ComputeDevice.Kind.CUDA;
    TensorOptions options =
        ComputeDevice.cpu().options(type).pinned_memory(new BoolOptional(pinned));
    return torch.torch_empty(new long[] {length}, options, new MemoryFormatOptional());
  }

  private static Tensor copied(Tensor host, ScalarType type, ComputeDevice device) {
    return switch (device.kind()) {
      case CPU -> host.to(type);
      case CUDA -> CudaCopies.of(device).copied(host, type);
    };
  }
}
