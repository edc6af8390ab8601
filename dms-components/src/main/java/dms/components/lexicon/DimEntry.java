package dms.components.lexicon;

/**
 * One line of the DIM: a form in the inflection of a word.
 *
 * @param lemma the word, as in {@code hestur}
 * @param id the number of the word; words that are spelled the same have different ones
 * @param wordClass kk, kvk, hk (nouns by gender), lo, so, ao, fn, pfn, afn, gr, to, rt, fs, st, uh
 *     or nhm
 * @param domain where the word is from, as in {@code alm}; several are joined by commas
 * @param form the form, as in {@code hestinum}
 * @param mark its grammatical mark, as in {@code ÞGFETgr}
 */
public record DimEntry(
    String lemma, int id, String wordClass, String domain, String form, String mark) {
  /** The mark without the number of a variant: NFET for NFET2, the second of two such forms. */
  public String unnumberedMark() {
    return isVariant() ? mark.substring(0, mark.length() - 1) : mark;
  }

  /** Whether the form is the second or third with its mark. */
  public boolean isVariant() {
    return mark.endsWith("2") || mark.endsWith("3");
  }

  /** Whether the word is a proper noun: its lemma begins with a capital letter. */
  public boolean isProperNoun() {
    return isProperNoun(lemma);
  }

  static boolean isProperNoun(String lemma) {
    return !lemma.isEmpty() && Character.isUpperCase(lemma.codePointAt(0));
  }
}
