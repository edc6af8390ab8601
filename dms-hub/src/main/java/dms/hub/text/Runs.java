package dms.hub.text;

/** Bounds on how long a text without blanks may be. */
final class Runs {
  private Runs() {}

  /**
   * The first offset after {@code from} where a text is cut because {@code maxLength} characters
   * stand there without a blank; {@code end} if there is none.
   */
  static int boundedEnd(String text, int from, int end, int maxLength) {
    int begin = from;
    for (int at = from; at < end; at++) {
      if (Blanks.isBlank(text.charAt(at))) {
        begin = at + 1;
      } else if (at - begin == maxLength) {
        return cut(text, at);
      }
    }
    return end;
  }

  /** An offset, or the one before it if a surrogate pair stands there. */
  static int cut(String text, int at) {
    return Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at)) ? at - 1 : at;
  }
}
