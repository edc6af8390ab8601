package dms.components.vectors;

/** Numbers in a part of a line, parted by blanks and tabs or by commas with blanks around them. */
final class NumberList {
  private NumberList() {}

  static boolean isBlank(char character) {
    return character == ' ' || character == '\t';
  }

  /** How many there are; what stands between two commas counts even if it is nothing. */
  static int count(String text, int from, int to, char separator) {
    int count = 0;
    for (int at = skipBlanks(text, from, to); at < to; count++) {
      at = afterGap(text, endOfNumber(text, at, to, separator), to, separator);
    }
    return count;
  }

  /**
   * Reads exactly as many as the target holds.
   *
   * @throws NumberFormatException naming what is no finite number
   */
  static void parse(String text, int from, int to, char separator, float[] target) {
    int at = skipBlanks(text, from, to);
    for (int i = 0; i < target.length; i++) {
      int end = endOfNumber(text, at, to, separator);
      target[i] = number(text, at, end);
      at = afterGap(text, end, to, separator);
    }
  }

  private static float number(String text, int from, int to) {
    if (to - from == 1 && (text.charAt(from) == '0' || text.charAt(from) == '1')) {
      return text.charAt(from) - '0';
    }
    String number = text.substring(from, to);
    try {
      float value = Float.parseFloat(number);
      if (Float.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new NumberFormatException("expected a number, found '" + number + "'");
    }
    throw new NumberFormatException("expected a finite number, found '" + number + "'");
  }

  private static int endOfNumber(String text, int from, int to, char separator) {
    int at = from;
    while (at < to && text.charAt(at) != separator && !isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Where the next number begins. */
  private static int afterGap(String text, int from, int to, char separator) {
    int at = skipBlanks(text, from, to);
    boolean parted = separator != ' ' && at < to && text.charAt(at) == separator;
    return parted ? skipBlanks(text, at + 1, to) : at;
  }

  private static int skipBlanks(String text, int from, int to) {
    int at = from;
    while (at < to && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
