package dms.components.vectors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes rows as long as they come. Rows of 0 and 1 are held, each once and as bits; the first
 * other number makes all of them rows of floats.
 */
final class RowWriter {
  private final ChannelWriter out;
  private final int dim;
  private final Map<ByteBuffer, Integer> packed = new LinkedHashMap<>();
  private boolean isPacked = true;
  private int count;

  RowWriter(ChannelWriter out, int dim) {
    this.out = out;
    this.dim = dim;
  }

  /** Adds a row and gives its number. */
  int add(float[] values) throws IOException {
    if (isPacked && !isBinary(values)) {
      unpack();
    }
    if (!isPacked) {
      out.floats(values);
      return count++;
    }
    ByteBuffer bits = pack(values);
    Integer known = packed.putIfAbsent(bits, count);
    return known == null ? count++ : known;
  }

  private static boolean isBinary(float[] values) {
    for (float value : values) {
      if (value != 0 && value != 1) {
        return false;
      }
    }
    return true;
  }

  private ByteBuffer pack(float[] values) {
    byte[] bits = new byte[StoreLayout.rowBytes(dim, true)];
    for (int i = 0; i < dim; i++) {
      if (values[i] == 1) {
        bits[i / Byte.SIZE] |= (byte) (1 << i % Byte.SIZE);
      }
    }
    return ByteBuffer.wrap(bits);
  }

  private void unpack() throws IOException {
    float[] values = new float[dim];
    for (ByteBuffer bits : packed.keySet()) {
      for (int i = 0; i < dim; i++) {
        values[i] = bits.get(i / Byte.SIZE) >> i % Byte.SIZE & 1;
      }
      out.floats(values);
    }
    packed.clear();
    isPacked = false;
  }

  /** Writes what was held. */
  void finish() throws IOException {
    for (ByteBuffer bits : packed.keySet()) {
      out.bytes(bits.array());
    }
  }

  boolean isPacked() {
    return isPacked;
  }

  int count() {
    return count;
  }
}
