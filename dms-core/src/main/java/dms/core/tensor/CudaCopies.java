package dms.core.tensor;

import java.util.List;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.cuda.CUDAEvent;
import org.bytedeco.pytorch.cuda.CUDAStream;
import org.bytedeco.pytorch.cuda.CUDAStreamGuard;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.bytedeco.pytorch.global.torch_cuda;

/**
 * Copies to a card on a stream of their own, beside what the card computes. Loaded only where there
 * is one.
 */
final class CudaCopies {
  private final ComputeDevice device;
  private final CUDAStream side;

  /** One stream for each card, for as long as the process lives. */
  private static final class Holder {
    static final List<CudaCopies> OF_CARDS = ofCards();

    private static List<CudaCopies> ofCards() {
      NativeScope memory = NativeScope.open();
      try {
        return NativeRuntime.load().devices().stream()
            .filter(device -> device.kind() == ComputeDevice.Kind.CUDA)
            .map(CudaCopies::new)
            .toList();
      } finally {
        memory.leave();
      }
    }
  }

  private CudaCopies(ComputeDevice device) {
    this.device = device;
    this.side = torch_cuda.getStreamFromPool(false, card(device));
  }

  /** Those to that card. */
  static CudaCopies of(ComputeDevice device) {
    return Holder.OF_CARDS.get(device.index().getAsInt());
  }

  private static byte card(ComputeDevice device) {
    return (byte) device.index().getAsInt();
  }

  /**
   * Copies a tensor without waiting for the copy: what this thread computes on the card from now on
   * waits for it instead.
   *
   * @param pinned in pinned memory; its buffer is kept until the copy has ended
   * @param type of the tensor on the card; another one than that of the first is made there
   */
  Tensor copied(Tensor pinned, ScalarType type) {
    CUDAStream computing = torch_cuda.getCurrentCUDAStream(card(device));
    CUDAEvent arrived = new CUDAEvent();
    Tensor copy;
    try (CUDAStreamGuard guard = new CUDAStreamGuard(side.asStream())) {
      ScalarType own = pinned.scalar_type().intern();
      copy = pinned.to(device.options(own), true, false, new MemoryFormatOptional()).to(type);
      arrived.record(guard.current_stream());
    }
    arrived.block(computing);
    // The allocator knows the side stream only, and would give the memory away too early.
    copy.record_stream(computing.asStream());
    return copy;
  }
}
