package dms.train.report;

import java.util.Locale;

/**
 * Strings of a corpus made safe to look at: characters that show nothing, or change how their
 * neighbours show, stand as their code point, and what is too long is cut.
 */
final class VisibleText {
  /** Characters of a form, lemma or tag that are shown. */
  static final int MAX_CHARACTERS = 80;

  private VisibleText() {}

  /** The string with such characters as {@code ⟨U+202E⟩}, cut after {@value #MAX_CHARACTERS}. */
  static String of(String text) {
    return text.codePointCount(0, text.length()) <= MAX_CHARACTERS
        ? whole(text)
        : whole(text.substring(0, text.offsetByCodePoints(0, MAX_CHARACTERS))) + "…";
  }

  /** The same, not cut. */
  static String whole(String text) {
    StringBuilder visible = new StringBuilder();
    text.codePoints().forEach(character -> visible.append(visible(character)));
    return visible.toString();
  }

  private static String visible(int character) {
    return isHidden(character)
        ? String.format(Locale.ROOT, "⟨U+%04X⟩", character)
        : Character.toString(character);
  }

  /** The joiners U+200C and U+200D belong to scripts and emoji and stay. */
  private static boolean isHidden(int character) {
    if (character == 0x200C || character == 0x200D) {
      return false;
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SPACE_SEPARATOR -> character != ' ';
      default -> false;
    };
  }
}
