package dms.core.corpus;

/**
 * Gives equal strings as one object, so that a corpus in memory holds a frequent word once.
 * Bounded: a fixed number of slots, a newcomer takes the slot of an older string, long strings are
 * not kept.
 */
final class StringPool {
  private static final int SLOTS = 1 << 17;
  private static final int MAX_KEPT_LENGTH = 64;

  private final String[] slots = new String[SLOTS];

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
    int slot = slot(hash);
    String kept = slots[slot];
    if (kept == null || !isEqual(kept, chars, from, length)) {
      kept = new String(chars, from, length);
      slots[slot] = kept;
    }
    return kept;
  }

  /** The same string, perhaps as an object that was given before. */
  String get(String value) {
    if (value.length() > MAX_KEPT_LENGTH) {
      return value;
    }
    int slot = slot(value.hashCode());
    if (!value.equals(slots[slot])) {
      slots[slot] = value;
    }
    return slots[slot];
  }

  private static int slot(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed >>> Integer.numberOfLeadingZeros(SLOTS - 1);
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
