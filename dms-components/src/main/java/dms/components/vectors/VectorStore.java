package dms.components.vectors;

import dms.core.file.DurableFile;
import dms.core.file.FileContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Forms and their vectors in one file, looked up by binary search without loading either; vectors
 * of 0 and 1 take a bit a number, and forms of the same vector share it. A file is mapped into
 * memory, so that many processes that use it hold it once. Immutable and safe for use from several
 * threads.
 */
public final class VectorStore {
  private final MappedBytes bytes;
  private final StoreLayout layout;
  private final SubwordVectors subwords;

  private VectorStore(MappedBytes bytes, StoreLayout layout) {
    this.bytes = bytes;
    this.layout = layout;
    this.subwords = new SubwordVectors(layout.subwords(), bytes, layout.bucketsAt(), layout.dim());
  }

  /**
   * Writes the selected vectors of a source, and where all are selected its vectors of parts of
   * words. Of a form that stands there twice the first counts, and a warning tells how many do. The
   * same source and selection give the same bytes.
   *
   * @return how many forms it holds
   * @throws VectorFormatException when the source breaks its format
   * @throws IOException when the source cannot be read or the target cannot be written, which then
   *     is as before
   */
  public static int write(Path target, VectorSource source, VectorSelection selection)
      throws IOException {
    int[] forms = new int[1];
    try {
      DurableFile.write(
          target, channel -> forms[0] = new VectorStoreWriter(channel, source).write(selection));
    } catch (IOException e) {
      // A fault of the source is none of the target's.
      throw e.getCause() instanceof VectorFormatException fault ? fault : e;
    }
    return forms[0];
  }

  /**
   * Opens a store and checks that nothing in it points out of it.
   *
   * @param source what it is called in messages
   * @throws VectorFormatException naming the source and what is wrong
   * @throws IOException when it cannot be read
   */
  public static VectorStore open(FileContent content, String source) throws IOException {
    MappedBytes bytes = MappedBytes.of(content);
    VectorStore store = new VectorStore(bytes, StoreLayout.of(bytes, source));
    store.requireSound(source);
    return store;
  }

  private void requireSound(String source) throws VectorFormatException {
    int before = 0;
    for (int i = 0; i <= layout.forms(); i++) {
      int begin = begin(i);
      if (begin < before || begin > layout.formBytes() || i == 0 && begin != 0) {
        throw new VectorFormatException(
            source,
            "form %d: expected a begin from %d to %d, found %d; get the file anew"
                .formatted(i, before, layout.formBytes(), begin));
      }
      before = begin;
    }
    for (int i = 0; i < layout.forms(); i++) {
      int row = rowNumber(i);
      if (row < 0 || row >= layout.rows()) {
        throw new VectorFormatException(
            source,
            "form %d: expected a row from 0 to %d, found %d; get the file anew"
                .formatted(i, layout.rows() - 1, row));
      }
    }
  }

  /** Size of every vector. */
  public int dim() {
    return layout.dim();
  }

  /** Number of forms. */
  public int size() {
    return layout.forms();
  }

  /**
   * Copies the vector of a form.
   *
   * @param target where it goes
   * @param offset index of its first number there
   * @return false when the form is not in the store; nothing is written then
   */
  public boolean find(String form, float[] target, int offset) {
    int number = number(form.getBytes(StandardCharsets.UTF_8));
    if (number < 0) {
      return false;
    }
    long row = StoreLayout.HEADER_BYTES + (long) rowNumber(number) * layout.rowBytes();
    if (layout.packed()) {
      for (int i = 0; i < layout.dim(); i++) {
        target[offset + i] = bytes.byteAt(row + i / Byte.SIZE) >> i % Byte.SIZE & 1;
      }
    } else {
      bytes.copyFloats(row, target, offset, layout.dim());
    }
    return true;
  }

  /**
   * Makes a vector of the parts of a word, as fastText does for unknown words.
   *
   * @param target where it goes
   * @param offset index of its first number there
   * @return false when the store has no parts of words, or the word none; nothing is written then
   */
  public boolean compose(String word, float[] target, int offset) {
    return subwords.compose(word, target, offset);
  }

  /** The place of a form among the sorted ones; negative if there is none. */
  private int number(byte[] form) {
    int low = 0;
    int high = layout.forms() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(form, middle);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    return -1;
  }

  private int compare(byte[] form, int number) {
    long begin = layout.bytesAt() + begin(number);
    int length = begin(number + 1) - begin(number);
    int common = Math.min(form.length, length);
    for (int i = 0; i < common; i++) {
      int order = Byte.compareUnsigned(form[i], bytes.byteAt(begin + i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(form.length, length);
  }

  private int begin(int number) {
    return bytes.intAt(layout.offsetsAt() + 4L * number);
  }

  private int rowNumber(int number) {
    return bytes.intAt(layout.rowNumbersAt() + 4L * number);
  }
}
