package dms.components.piece;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The normalization before a text is split into words, as BERT does it. Small letters and NFD are
 * Java's: of capitals that are newer than its Unicode (for Java 17, newer than version 13) the
 * small letter is not known.
 *
 * @param cleanText whether control characters are dropped and white space becomes blanks
 * @param spacesChinese whether each ideograph becomes a word of its own
 * @param stripsAccents whether accents are taken off: NFD without its nonspacing marks
 * @param lowercases whether capitals become small, each character by itself
 */
record BertNormalizer(
    boolean cleanText, boolean spacesChinese, boolean stripsAccents, boolean lowercases) {
  private static final int CAPITAL_I_WITH_DOT = 0x130;

  String normalize(String text) {
    if (isPlain(text)) {
      return lowercases ? text.toLowerCase(Locale.ROOT) : text;
    }
    String clean = cleanText || spacesChinese ? clean(text) : text;
    String bare = stripsAccents ? strip(clean) : clean;
    return lowercases ? lowercase(bare) : bare;
  }

  /** Whether there is nothing but printable ASCII, which only a change of case alters. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length() + 2);
    for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      boolean blank = c == '\t' || c == '\n' || c == '\r';
      if (cleanText && !blank && BertCharacters.isRemoved(c)) {
        continue;
      }
      if (spacesChinese && BertCharacters.isChinese(c)) {
        clean.append(' ').appendCodePoint(c).append(' ');
      } else {
        clean.appendCodePoint(cleanText && BertCharacters.isSpace(c) ? ' ' : c);
      }
    }
    return clean.toString();
  }

  private static String strip(String text) {
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
    StringBuilder bare = new StringBuilder(decomposed.length());
    decomposed.codePoints().filter(c -> !BertCharacters.isAccent(c)).forEach(bare::appendCodePoint);
    return bare.toString();
  }

  private static String lowercase(String text) {
    StringBuilder small = new StringBuilder(text.length() + 1);
    for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      // The only character whose small form is two, whatever stands around it.
      if (c == CAPITAL_I_WITH_DOT) {
        small.append("i\u0307");
      } else {
        small.appendCodePoint(Character.toLowerCase(c));
      }
    }
    return small.toString();
  }
}
