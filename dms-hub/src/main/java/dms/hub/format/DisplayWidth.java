package dms.hub.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How wide text is on a terminal, in cells: a character with its marks is one, those of East Asia
 * and pictures are two (Unicode Standard Annex 11).
 */
final class DisplayWidth {
  private static final Pattern CHARACTER = Pattern.compile("\\X");

  /** First and last of the ranges whose characters take two cells. */
  private static final int[] WIDE = {
    0x1100, 0x115F, 0x231A, 0x231B, 0x23E9, 0x23EC, 0x2614, 0x2615, 0x26AA, 0x26AB, 0x26BD, 0x26BE,
    0x2705, 0x2705, 0x2728, 0x2728, 0x274C, 0x274C, 0x2753, 0x2757, 0x2795, 0x2797, 0x2B50, 0x2B55,
    0x2E80, 0x303E, 0x3041, 0x4DBF, 0x4E00, 0xA4CF, 0xA960, 0xA97C, 0xAC00, 0xD7A3, 0xF900, 0xFAFF,
    0xFE10, 0xFE19, 0xFE30, 0xFE6B, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x18CFF, 0x1AFF0,
    0x1B2FB, 0x1F004, 0x1F004, 0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F1E6, 0x1F1FF, 0x1F200,
    0x1F320, 0x1F32D, 0x1F335, 0x1F337, 0x1F37C, 0x1F37E, 0x1F393, 0x1F3A0, 0x1F64F, 0x1F680,
    0x1F6FC, 0x1F7E0, 0x1F7EB, 0x1F90C, 0x1FAFF, 0x20000, 0x3FFFD
  };

  private DisplayWidth() {}

  static int of(String text) {
    int width = 0;
    for (Matcher matcher = CHARACTER.matcher(text); matcher.find(); ) {
      width += ofCharacter(matcher.group());
    }
    return width;
  }

  private static int ofCharacter(String character) {
    return character.codePoints().map(DisplayWidth::ofCodePoint).max().orElse(0);
  }

  private static int ofCodePoint(int point) {
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    for (int i = 0; i < WIDE.length; i += 2) {
      if (point >= WIDE[i] && point <= WIDE[i + 1]) {
        return 2;
      }
    }
    return 1;
  }

  /** The text, or its beginning and … where it is wider. */
  static String cut(String text, int width) {
    if (of(text) <= width) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int used = 1;
    for (Matcher matcher = CHARACTER.matcher(text); matcher.find(); ) {
      used += ofCharacter(matcher.group());
      if (used > width) {
        break;
      }
      kept.append(matcher.group());
    }
    return kept + "…";
  }
}
