package dms.components.lexicon;

import java.util.List;

/**
 * A lemma that a form can have.
 *
 * @param lemma as the tag set's corpora write lemmas
 * @param tags the tags that the form then has, one or several; empty if the tag set has none
 */
public record LexiconEntry(String lemma, List<DimTag> tags) {
  /** Copies the tags. */
  public LexiconEntry {
    tags = List.copyOf(tags);
  }
}
