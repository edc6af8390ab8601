package dms.components.lexicon;

/**
 * A form with its tags and its lemma, to learn lemmas from.
 *
 * @param form the form
 * @param lemma its lemma, as the style of the tags writes lemmas
 * @param tag its tags
 * @param group whether and how {@link DimWords#sample} draws it
 */
public record DimWord(String form, String lemma, DimTag tag, Group group) {
  /** Word classes that share a sample. */
  public enum Group {
    /** Nouns. */
    NOUNS,
    /** Adjectives. */
    ADJECTIVES,
    /** Verbs. */
    VERBS,
    /** All others: few, irregular and frequent. */
    CLOSED;

    static Group of(String wordClass) {
      return switch (wordClass) {
        case "kk", "kvk", "hk" -> NOUNS;
        case "lo" -> ADJECTIVES;
        case "so" -> VERBS;
        default -> CLOSED;
      };
    }
  }
}
