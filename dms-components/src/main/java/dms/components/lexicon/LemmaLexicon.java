package dms.components.lexicon;

import java.util.List;

/** Lemmas of forms from a lexicon. Immutable and safe for use from several threads. */
public interface LemmaLexicon {
  /**
   * What a form can be. Where it is not found as written, or can be the first of a sentence or of a
   * heading, it is looked up in other cases: as written, in lower case, with a capital; the entries
   * come in this order.
   *
   * @return its entries, the most regular first; none if it is not known
   */
  List<LexiconEntry> find(String form);

  /**
   * The lemmas of a form that has a tag: those that the lexicon has with this tag; if there are
   * none, those with a tag of its word class; if there are none, all. Of the cases of the form that
   * {@link #find} tries, the first that has any counts; with a proper noun's tag, the one with a
   * capital comes before that in lower case.
   *
   * @param tag as the corpora of the lexicon's tag set have it
   */
  LemmaCandidates lemmas(String form, String tag);
}
