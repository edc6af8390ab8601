package dms.core.corpus;

import java.util.Optional;

/** The MISC column of CoNLL-U: entries like {@code SpaceAfter=No} with {@code |} between them. */
final class Misc {
  private Misc() {}

  /** The value of the first entry with the key. */
  static Optional<String> value(String misc, String key) {
    int start = indexOf(misc, key);
    return start < 0
        ? Optional.empty()
        : Optional.of(misc.substring(start + key.length() + 1, end(misc, start)));
  }

  /** The same entries in the same order, the first one with the key replaced, or a new one last. */
  static String with(String misc, String key, String value) {
    String entry = key + "=" + value;
    int start = indexOf(misc, key);
    return start < 0
        ? misc + "|" + entry
        : misc.substring(0, start) + entry + misc.substring(end(misc, start));
  }

  private static int indexOf(String misc, String key) {
    for (int start = 0; start < misc.length(); start = end(misc, start) + 1) {
      int equals = start + key.length();
      if (misc.startsWith(key, start) && equals < misc.length() && misc.charAt(equals) == '=') {
        return start;
      }
    }
    return -1;
  }

  private static int end(String misc, int start) {
    int bar = misc.indexOf('|', start);
    return bar < 0 ? misc.length() : bar;
  }
}
