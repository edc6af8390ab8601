package dms.core.component;

/** Where a lemma comes from, the most trustworthy first. */
public enum LemmaSource {
  /** A lexicon knows it for this form. */
  LEXICON,
  /** A rule learnt in training makes it from the form. */
  EDIT_RULE,
  /** It was written character by character. */
  NEURAL,
  /** Nothing better was found: it is the form itself. */
  COPY
}
