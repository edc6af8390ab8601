package dms.core.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;

/**
 * The memory of a contiguous CPU tensor as a sequence of direct buffers, since one buffer holds at
 * most 2^31-1 bytes. The tensor must stay reachable while they are used.
 */
final class NativeBytes {
  private final Tensor tensor;
  private final int chunkBytes;

  NativeBytes(Tensor tensor, int chunkBytes) {
    this.tensor = tensor;
    this.chunkBytes = chunkBytes;
  }

  /** What is to be done with each piece of the memory. */
  @FunctionalInterface
  interface ChunkAction {
    void accept(long position, ByteBuffer chunk) throws IOException;
  }

  void forEachChunk(ChunkAction action) throws IOException {
    long size = tensor.nbytes();
    try (Pointer data = tensor.data_ptr();
        BytePointer bytes = new BytePointer(data)) {
      for (long position = 0; position < size; position += chunkBytes) {
        long end = Math.min(size, position + chunkBytes);
        action.accept(position, bytes.position(position).limit(end).asByteBuffer());
      }
    }
  }
}
