package dms.components.lexicon;

import java.nio.charset.StandardCharsets;

/**
 * How a form becomes its lemma: what is dropped from its end, and what is put there. Forms that are
 * inflected alike share it: {@code hestinum} and {@code prestinum} drop 4 and add {@code ur}.
 *
 * <p>It packs the DIM, whose forms are spelled as their lemmas are: millions of lookups want one
 * cut in the bytes of the file and no alignment. A model learns edits within the form and casing
 * too: those of {@code dms.components.decoder.EditScript}.
 *
 * @param drop bytes of the form's UTF-8
 * @param add what is added
 */
record LemmaScript(int drop, String add) {
  /** The script with the longest common beginning. */
  static LemmaScript of(String form, String lemma) {
    int common = 0;
    int shorter = Math.min(form.length(), lemma.length());
    while (common < shorter && form.charAt(common) == lemma.charAt(common)) {
      common++;
    }
    // Both halves of a character beyond U+FFFF stay together.
    if (common > 0 && Character.isHighSurrogate(form.charAt(common - 1))) {
      common--;
    }
    int drop = form.substring(common).getBytes(StandardCharsets.UTF_8).length;
    return new LemmaScript(drop, lemma.substring(common));
  }

  /**
   * The lemma of a form.
   *
   * @param form in UTF-8
   * @throws IndexOutOfBoundsException if the form is shorter than what is to be dropped
   */
  String lemma(byte[] form) {
    return new String(form, 0, form.length - drop, StandardCharsets.UTF_8) + add;
  }
}
