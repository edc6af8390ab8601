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
    int[] points = form.codePoints().toArray();
    int length = Math.min(points.length, maxCharacters);
    int head = points.length <= maxCharacters ? length : (length + 1) / 2;
    int[] ids = new int[length];
    for (int i = 0; i < length; i++) {
      int point = i < head ? points[i] : points[points.length - length + i];
      ids[i] = vocabulary.id(Character.toString(point), unknown);
    }
    return ids;
  }
}
