package dms.components.lexicon;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Where everything is in the file of a {@link DimLexicon}, little-endian, in this order:
 *
 * <ol>
 *   <li>a header of 64 bytes: {@code DMSLEMMA}, version, forms, forms in a block, where the index
 *       and where the forms begin, length of the file, CRC-32C of all other bytes; zeros,
 *   <li>the {@link LexiconTables}: analyses, scripts and sets of both,
 *   <li>the index: where each block begins, counted from the begin of the forms,
 *   <li>the blocks of sorted forms. A form is how many bytes it begins with that the one before
 *       has, how many follow, these, and the number of its set; the first of a block has all its
 *       bytes. Numbers take seven bits a byte.
 * </ol>
 *
 * @param forms how many there are
 * @param blockForms forms in a block; the last may have fewer
 * @param indexAt where the index begins
 * @param formsAt where the forms begin
 * @param size of the file in bytes
 */
record LexiconLayout(int forms, int blockForms, int indexAt, int formsAt, int size) {
  static final int HEADER_BYTES = 64;

  /** {@code DMSLEMMA}. */
  private static final long MAGIC = 0x414D4D454C534D44L;

  private static final int VERSION = 1;
  private static final int SUM_AT = 40;

  int blocks() {
    return (int) (((long) forms + blockForms - 1) / blockForms);
  }

  /** Writes the header at the begin of a whole file, the sum last. */
  void write(ByteBuffer file) {
    file.order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(0, MAGIC).putInt(8, VERSION).putInt(12, forms).putInt(16, blockForms);
    file.putInt(20, indexAt).putInt(24, formsAt).putLong(32, size);
    putSum(file);
  }

  /** Sets the sum right after a change. */
  static void putSum(ByteBuffer file) {
    file.putLong(SUM_AT, sum(file));
  }

  /**
   * Reads the header and checks all bytes against it.
   *
   * @param file the whole file, little-endian
   * @param source its name for messages
   */
  static LexiconLayout read(ByteBuffer file, String source) throws LexiconFormatException {
    if (file.limit() < HEADER_BYTES || file.getLong(0) != MAGIC) {
      throw new LexiconFormatException(
          source, "expected a file of lemmas, which begins with DMSLEMMA, found another file");
    }
    if (file.getInt(8) != VERSION) {
      throw new LexiconFormatException(
          source,
          "expected lemmas of version %d, found version %d; use the DMS that wrote them"
              .formatted(VERSION, file.getInt(8)));
    }
    if (file.getLong(32) != file.limit()) {
      throw new LexiconFormatException(
          source,
          "expected %d bytes, found %d; get it anew".formatted(file.getLong(32), file.limit()));
    }
    if (file.getLong(SUM_AT) != sum(file)) {
      throw new LexiconFormatException(
          source,
          "expected the CRC-32C %x, found %x; get it anew"
              .formatted(file.getLong(SUM_AT), sum(file)));
    }
    LexiconLayout layout =
        new LexiconLayout(
            file.getInt(12), file.getInt(16), file.getInt(20), file.getInt(24), file.limit());
    if (!layout.isPossible()) {
      throw new LexiconFormatException(
          source, "expected sizes that fit the file, found %s; make it anew".formatted(layout));
    }
    return layout;
  }

  private boolean isPossible() {
    return forms >= 0
        && blockForms > 0
        && indexAt >= HEADER_BYTES
        && formsAt <= size
        && indexAt + (long) Integer.BYTES * blocks() == formsAt;
  }

  private static long sum(ByteBuffer file) {
    CRC32C sum = new CRC32C();
    sum.update(file.duplicate().position(0).limit(SUM_AT));
    sum.update(file.duplicate().position(SUM_AT + Long.BYTES));
    return sum.getValue();
  }
}
