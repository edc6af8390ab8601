package dms.core.corpus;

/**
 * Gives equal strings as one object, so that a corpus in memory holds a frequent word once.
 * Bounded: the slots grow to a fixed number, where a newcomer takes the slot of an older string;
 * long strings are not kept.
 */
final class StringPool {
  private static final int FIRST_SLOTS = 1 << 10;
  private static final int MAX_SLOTS = 1 << 17;
  private static final int MAX_KEPT_LENGTH = 64;

  private String[] slots = new String[FIRST_SLOTS];
  private int filled;

  /** The string of the characters {@code from} (inclusive) to {@code to} (exclusive). */
  String get(char[] chars, int from, int to) {
    int length = to - from;
    if (length > MAX_KEPT_LENGTH) {
      return new String(chars, from, length);
    }
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + chars[i];
    }
    String kept = slots[slot(hash)];
    return kept != null && isEqual(kept, chars, from, length)
        ? kept
        : keep(new String(chars, from, length));
  }

  /** The same string, perhaps as an object that was given before. */
  String get(String value) {
    if (value.length() > MAX_KEPT_LENGTH) {
      return value;
    }
    String kept = slots[slot(value.hashCode())];
    return value.equals(kept) ? kept : keep(value);
  }

  private String keep(String value) {
    if (filled > slots.length / 2 && slots.length < MAX_SLOTS) {
      grow();
    }
    place(value);
    return value;
  }

  private void grow() {
    String[] smaller = slots;
    slots = new String[2 * smaller.length];
    filled = 0;
    for (String value : smaller) {
      if (value != null) {
        place(value);
      }
    }
  }

  private void place(String value) {
    int slot = slot(value.hashCode());
    if (slots[slot] == null) {
      filled++;
    }
    slots[slot] = value;
  }

  /** Mixes the hash before its highest bits choose the slot, as similar strings hash alike. */
  private int slot(int hash) {
    return (hash * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(slots.length - 1);
  }

  private static boolean isEqual(String kept, char[] chars, int from, int length) {
    if (kept.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (kept.charAt(i) != chars[from + i]) {
        return false;
      }
    }
    return true;
  }
}
