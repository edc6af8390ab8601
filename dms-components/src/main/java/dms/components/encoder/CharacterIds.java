package dms.components.encoder;

import dms.core.vocab.Vocabulary;

/** From a form to the ids of its characters, which are Unicode code points. */
public final class CharacterIds {
  private CharacterIds() {}

  /**
   * Ids of the form's characters.
   *
   * @param vocabulary of characters with {@link Vocabulary#UNKNOWN} reserved
   * @param maxCharacters a longer form keeps its first and last characters, half each
   * @return at least one id
   */
  public static int[] of(String form, Vocabulary vocabulary, int maxCharacters) {
    int unknown = vocabulary.reserved(Vocabulary.UNKNOWN);
    int characters = form.codePointCount(0, form.length());
    int length = Math.min(characters, maxCharacters);
    int head = characters <= maxCharacters ? length : (length + 1) / 2;
    int[] ids = new int[length];
    int at = 0;
    for (int i = 0; i < length; i++) {
      if (i == head) {
        at = form.offsetByCodePoints(at, characters - length);
      }
      int point = form.codePointAt(at);
      ids[i] = vocabulary.idOfCharacter(point, unknown);
      at += Character.charCount(point);
    }
    return ids;
  }
}
