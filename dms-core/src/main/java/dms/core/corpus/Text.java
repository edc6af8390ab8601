package dms.core.corpus;

import java.io.BufferedWriter;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What may stand in a corpus, and how a message shows it. */
final class Text {
  private static final int MAX_SHOWN = 40;
  private static final int BUFFER_CHARS = 1 << 15;

  private Text() {}

  /** A value in quotes as messages show it: cut when long, control characters escaped. */
  static String quote(CharSequence value) {
    StringBuilder shown = new StringBuilder("\"");
    int end = Math.min(value.length(), MAX_SHOWN);
    if (end < value.length() && Character.isHighSurrogate(value.charAt(end - 1))) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\t' -> shown.append("\\t");
        case '\n' -> shown.append("\\n");
        case '\r' -> shown.append("\\r");
        default ->
            shown.append(
                needsEscape(value, i) ? String.format(Locale.ROOT, "\\u%04X", (int) c) : c);
      }
    }
    return shown.append(value.length() > end ? "…\"" : "\"").toString();
  }

  private static boolean needsEscape(CharSequence value, int index) {
    char c = value.charAt(index);
    return Character.isISOControl(c)
        || (Character.isSpaceChar(c) && c != ' ')
        || c == '\uFEFF'
        || isUnpairedSurrogate(value, index);
  }

  /** Whether there is nothing in the value but blanks (Unicode category Zs), or nothing at all. */
  static boolean isBlank(CharSequence value) {
    return value.chars().allMatch(c -> Character.getType(c) == Character.SPACE_SEPARATOR);
  }

  /**
   * Refuses what would break a line of a corpus: a tab, a line end, or a surrogate without its
   * pair, which UTF-8 cannot hold.
   *
   * @throws IllegalArgumentException naming what the text is, as {@code subject} says
   */
  static void requireInline(String subject, String value, boolean tabAllowed) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c == '\t' && !tabAllowed) || c == '\n' || c == '\r') {
        throw new IllegalArgumentException(
            subject + ": expected no tab and no line end, found " + quote(value));
      }
      if (isUnpairedSurrogate(value, i)) {
        throw new IllegalArgumentException(
            subject + ": expected Unicode text, found a lone surrogate in " + quote(value));
      }
    }
  }

  private static boolean isUnpairedSurrogate(CharSequence value, int index) {
    char c = value.charAt(index);
    if (Character.isHighSurrogate(c)) {
      return index + 1 == value.length() || !Character.isLowSurrogate(value.charAt(index + 1));
    }
    return Character.isLowSurrogate(c)
        && (index == 0 || !Character.isHighSurrogate(value.charAt(index - 1)));
  }

  /** A buffered writer of UTF-8 that fails rather than replace a character. */
  static Writer writer(OutputStream out) {
    var encoder =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    return new BufferedWriter(new OutputStreamWriter(out, encoder), BUFFER_CHARS);
  }
}
