package dms.core.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The numbers of a tensor of 32-bit floats, row by row, so that none is held as a whole. */
final class FloatRows {
  /** Numbers in a row of what is no matrix. */
  private static final int PIECE = 1 << 16;

  private final SafetensorsFile file;
  private final TensorEntry entry;
  private final long elements;
  private final int length;

  FloatRows(SafetensorsFile file, TensorEntry entry) {
    this.file = file;
    this.entry = entry;
    this.elements = entry.byteSize() / Float.BYTES;
    this.length = isMatrix(entry) ? Math.toIntExact(entry.shape().get(1)) : PIECE;
  }

  static boolean isMatrix(TensorEntry entry) {
    return entry.shape().size() == 2;
  }

  /** What is to be done with each row. */
  @FunctionalInterface
  interface RowAction {
    void accept(int row, float[] values) throws IOException;
  }

  /** The last row of what is no matrix can be shorter. The array is the same for each full row. */
  void forEach(RowAction action) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(Math.min(elements, length) * Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.capacity() / Float.BYTES];
    int row = 0;
    for (long from = 0; from < elements; from += length) {
      int count = (int) Math.min(length, elements - from);
      file.read(entry, from * Float.BYTES, bytes.clear().limit(count * Float.BYTES));
      float[] target = count == values.length ? values : new float[count];
      bytes.flip().asFloatBuffer().get(target);
      action.accept(row, target);
      row++;
    }
  }
}
