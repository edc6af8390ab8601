package dms.components.vectors;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Distinct forms as UTF-8 in one array: millions of them take little memory. */
final class FormTable {
  private static final int NONE = -1;

  private byte[] bytes = new byte[1 << 16];
  private int[] ends = new int[1 << 12];
  private int[] slots = newSlots(1 << 13);
  private int count;

  private static int[] newSlots(int number) {
    int[] slots = new int[number];
    Arrays.fill(slots, NONE);
    return slots;
  }

  int size() {
    return count;
  }

  /** The UTF-8 bytes of all forms. */
  int numBytes() {
    return count == 0 ? 0 : ends[count - 1];
  }

  /**
   * Adds a form, which gets the next number, from 0.
   *
   * @return false when it is there already
   * @throws IllegalArgumentException when all forms together take more than 2 GB
   */
  boolean add(String form) {
    byte[] added = form.getBytes(StandardCharsets.UTF_8);
    int slot = slotOf(added);
    if (slots[slot] != NONE) {
      return false;
    }
    append(added);
    slots[slot] = count++;
    if (2 * count > slots.length) {
      rehash();
    }
    return true;
  }

  private void append(byte[] added) {
    int begin = numBytes();
    if (begin > Integer.MAX_VALUE - 8 - added.length) {
      throw new IllegalArgumentException("expected forms of at most 2 GB, found more");
    }
    if (begin + added.length > bytes.length) {
      int doubled = (int) Math.min(Integer.MAX_VALUE - 8, 2L * bytes.length);
      bytes = Arrays.copyOf(bytes, Math.max(doubled, begin + added.length));
    }
    System.arraycopy(added, 0, bytes, begin, added.length);
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count] = begin + added.length;
  }

  private void rehash() {
    slots = newSlots(2 * slots.length);
    for (int form = 0; form < count; form++) {
      slots[slotOf(form(form))] = form;
    }
  }

  private int slotOf(byte[] form) {
    int hash = Arrays.hashCode(form) * 0x9E3779B9;
    int slot = (hash ^ hash >>> 15) & slots.length - 1;
    while (slots[slot] != NONE && !isAt(slots[slot], form)) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  private boolean isAt(int number, byte[] form) {
    return Arrays.equals(bytes, begin(number), ends[number], form, 0, form.length);
  }

  private int begin(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  /** The UTF-8 bytes of a form. */
  byte[] form(int number) {
    return Arrays.copyOfRange(bytes, begin(number), ends[number]);
  }

  int length(int number) {
    return ends[number] - begin(number);
  }

  /** The numbers of the forms in the order of their bytes, which is that of code points. */
  int[] sorted() {
    return IntStream.range(0, count).boxed().sorted(this::compare).mapToInt(i -> i).toArray();
  }

  private int compare(int left, int right) {
    return Arrays.compareUnsigned(bytes, begin(left), ends[left], bytes, begin(right), ends[right]);
  }
}
