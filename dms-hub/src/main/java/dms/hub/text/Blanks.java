package dms.hub.text;

/** Which characters are no part of any token, and which of them end a line. */
final class Blanks {
  private Blanks() {}

  /** White space of every kind, control characters, zero-width space and byte order mark. */
  static boolean isBlank(char unit) {
    return unit <= ' '
        || (unit >= 0x7F && unit <= 0xA0)
        || Character.isSpaceChar(unit)
        || unit == '\u200B'
        || unit == '\uFEFF';
  }

  /** True for every character that ends a line; carriage return and line feed are one end. */
  static boolean endsLine(char unit) {
    return (unit >= '\n' && unit <= '\r')
        || unit == '\u0085'
        || endsParagraph(unit)
        || unit == '\u2028';
  }

  /** True for Unicode's paragraph separator, which is as good as a blank line. */
  static boolean endsParagraph(char unit) {
    return unit == '\u2029';
  }
}
