package dms.components.lexicon;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes in the making; numbers take seven bits a byte, the lowest first, as most are small. */
final class VarintWriter {
  static final int BITS = 7;
  static final int MORE = 1 << BITS;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Writes a number of 0 or more. */
  void number(int number) {
    int left = number;
    while (left >= MORE) {
      out.write(left & (MORE - 1) | MORE);
      left >>>= BITS;
    }
    out.write(left);
  }

  void bytes(byte[] bytes, int from) {
    out.write(bytes, from, bytes.length - from);
  }

  /** Writes a text after its length in bytes. */
  void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    bytes(bytes, 0);
  }

  int size() {
    return out.size();
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
