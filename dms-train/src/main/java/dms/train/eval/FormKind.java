package dms.train.eval;

import java.util.Arrays;
import java.util.List;

/** What a form is made of. */
enum FormKind {
  LOWER("lower-case word"),
  CAPITALISED("capitalised word, not the first"),
  FIRST("capitalised word, the first"),
  DIGITS("with digits"),
  SIGNS("punctuation and symbols");

  private final String text;

  FormKind(String text) {
    this.text = text;
  }

  static List<String> names() {
    return Arrays.stream(values()).map(kind -> kind.text).toList();
  }

  static FormKind of(String form, boolean first) {
    if (form.codePoints().anyMatch(Character::isDigit)) {
      return DIGITS;
    }
    if (form.codePoints().noneMatch(Character::isLetter)) {
      return SIGNS;
    }
    if (!Character.isUpperCase(form.codePointAt(0))) {
      return LOWER;
    }
    return first ? FIRST : CAPITALISED;
  }
}
