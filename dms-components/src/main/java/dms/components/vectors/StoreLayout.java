package dms.components.vectors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where everything is in a {@link VectorStore}, in this order, little-endian:
 *
 * <ol>
 *   <li>a header of 64 bytes: {@code DMSVECTS}, version, dim, whether rows are packed, number of
 *       forms, of rows, of bytes of all forms, and the settings of parts of words; zeros,
 *   <li>the rows: 32-bit floats, or bits (the lowest first) where all numbers are 0 or 1,
 *   <li>a row of floats for each bucket of parts of words,
 *   <li>where each sorted form begins among their bytes, and where the last ends,
 *   <li>the number of each form's row,
 *   <li>the UTF-8 bytes of the sorted forms.
 * </ol>
 *
 * @param dim size of a vector
 * @param packed whether rows are bits
 * @param forms number of forms
 * @param rows number of distinct rows
 * @param formBytes bytes of all forms
 * @param subwords parts of words of which those of unknown words are made
 */
record StoreLayout(int dim, boolean packed, int forms, int rows, int formBytes, Subwords subwords) {
  static final int HEADER_BYTES = 64;

  /** {@code DMSVECTS}. */
  private static final long MAGIC = 0x5354434556534D44L;

  private static final int VERSION = 1;
  private static final int MAX_DIM = 1 << 20;

  static int rowBytes(int dim, boolean packed) {
    return packed ? (dim + Byte.SIZE - 1) / Byte.SIZE : dim * Float.BYTES;
  }

  int rowBytes() {
    return rowBytes(dim, packed);
  }

  long bucketsAt() {
    return HEADER_BYTES + (long) rows * rowBytes();
  }

  long offsetsAt() {
    return bucketsAt() + (long) subwords.buckets() * dim * Float.BYTES;
  }

  long rowNumbersAt() {
    return offsetsAt() + (forms + 1L) * Integer.BYTES;
  }

  long bytesAt() {
    return rowNumbersAt() + (long) forms * Integer.BYTES;
  }

  long size() {
    return bytesAt() + formBytes;
  }

  ByteBuffer header() {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(MAGIC).putInt(VERSION).putInt(dim).putInt(packed ? 1 : 0);
    header.putInt(forms).putInt(rows).putInt(formBytes);
    header.putInt(subwords.shortest()).putInt(subwords.longest()).putInt(subwords.buckets());
    return header.rewind();
  }

  /**
   * Reads the header and checks that the file has the size that follows from it.
   *
   * @throws VectorFormatException naming the source and what is wrong
   */
  static StoreLayout of(MappedBytes bytes, String source) throws VectorFormatException {
    if (bytes.size() < HEADER_BYTES || bytes.longAt(0) != MAGIC) {
      throw new VectorFormatException(
          source, "expected a store of vectors, which begins with DMSVECTS, found another file");
    }
    if (bytes.intAt(8) != VERSION) {
      throw new VectorFormatException(
          source,
          "expected a store of version %d, found version %d; use the DMS that wrote it"
              .formatted(VERSION, bytes.intAt(8)));
    }
    int[] sizes = new int[8];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = bytes.intAt(12 + 4L * i);
      if (sizes[i] < 0) {
        throw new VectorFormatException(source, "expected sizes of 0 or more, found " + sizes[i]);
      }
    }
    if (sizes[0] == 0 || sizes[0] > MAX_DIM || sizes[1] > 1) {
      throw new VectorFormatException(
          source,
          "expected vectors of 1 to %d numbers, packed or not (0, 1), found %d and %d"
              .formatted(MAX_DIM, sizes[0], sizes[1]));
    }
    if (sizes[6] > Subwords.MAX_LONGEST) {
      throw new VectorFormatException(
          source,
          "expected parts of words of at most %d characters, found %d"
              .formatted(Subwords.MAX_LONGEST, sizes[6]));
    }
    Subwords subwords = new Subwords(sizes[5], sizes[6], sizes[7]);
    StoreLayout layout =
        new StoreLayout(sizes[0], sizes[1] == 1, sizes[2], sizes[3], sizes[4], subwords);
    if (layout.size() != bytes.size()) {
      throw new VectorFormatException(
          source,
          "expected %d bytes, found %d; get the file anew".formatted(layout.size(), bytes.size()));
    }
    return layout;
  }
}
