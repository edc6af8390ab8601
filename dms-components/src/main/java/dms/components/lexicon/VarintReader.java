package dms.components.lexicon;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link VarintWriter} wrote. Whatever lies outside of the buffer, or is too large to
 * lie in it, is refused with an {@link IndexOutOfBoundsException}.
 */
final class VarintReader {
  private final ByteBuffer bytes;
  private int position;

  VarintReader(ByteBuffer bytes, int position) {
    this.bytes = bytes;
    this.position = position;
  }

  int position() {
    return position;
  }

  /** A number of 0 or more. */
  int number() {
    int number = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += VarintWriter.BITS) {
      byte next = bytes.get(position++);
      number |= (next & (VarintWriter.MORE - 1)) << shift;
      if (next >= 0 && number >= 0) {
        return number;
      }
    }
    throw new IndexOutOfBoundsException("a number of more than 31 bits before byte " + position);
  }

  /** A number below a limit. */
  int numberBelow(int limit) {
    int number = number();
    if (number >= limit) {
      throw new IndexOutOfBoundsException(
          "%d before byte %d, expected less than %d".formatted(number, position, limit));
    }
    return number;
  }

  /** How many things follow that take a byte or more each. */
  int count() {
    return numberBelow(bytes.limit() - position + 1);
  }

  String text() {
    byte[] text = new byte[count()];
    bytes.get(position, text);
    position += text.length;
    return new String(text, StandardCharsets.UTF_8);
  }

  void skip(int count) {
    position += count;
  }

  /**
   * Compares what comes next, skipping it, with a word from some place on.
   *
   * @param length bytes that come next
   * @return how many bytes of the word are the same from its begin on; negative, -1 minus that
   *     many, if the word's next byte is lower or the word ends
   */
  int compare(byte[] word, int from, int length) {
    int begin = position;
    position += length;
    int matched = from;
    while (matched - from < length) {
      int other = Byte.toUnsignedInt(bytes.get(begin + matched - from));
      if (matched == word.length || Byte.toUnsignedInt(word[matched]) < other) {
        return -1 - matched;
      }
      if (Byte.toUnsignedInt(word[matched]) > other) {
        return matched;
      }
      matched++;
    }
    return matched;
  }
}
