package dms.components.lexicon;

import java.util.List;

/**
 * The lemmas that a form with a tag can have.
 *
 * @param match what they were found by
 * @param lemmas the most regular first, each once; empty if the form is not known
 */
public record LemmaCandidates(Match match, List<String> lemmas) {
  /** Copies the lemmas. */
  public LemmaCandidates {
    lemmas = List.copyOf(lemmas);
  }

  /** What candidates have in common with the token, the closest first. */
  public enum Match {
    /** The form has the tag. */
    FORM_AND_TAG,

    /** The form does not have the tag, but others of its word class. */
    FORM_AND_CLASS,

    /** The form is known as another word class only, or the tag tells none. */
    FORM,

    /** The form is not known. */
    NONE
  }
}
