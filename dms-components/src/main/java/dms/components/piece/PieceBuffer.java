package dms.components.piece;

import java.util.Arrays;

/** The pieces found so far of one token. */
final class PieceBuffer {
  private static final int FIRST_CAPACITY = 8;

  private int[] ids = new int[FIRST_CAPACITY];
  private int size;

  void add(int id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, 2 * size);
    }
    ids[size++] = id;
  }

  int size() {
    return size;
  }

  /** Forgets the last pieces. */
  void cutTo(int newSize) {
    size = newSize;
  }

  int[] toArray() {
    return Arrays.copyOf(ids, size);
  }
}
