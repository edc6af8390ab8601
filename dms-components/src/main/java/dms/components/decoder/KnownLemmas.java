package dms.components.decoder;

import dms.components.lexicon.LemmaCandidates;
import dms.components.lexicon.LemmaCandidates.Match;
import dms.components.lexicon.LemmaLexicon;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a lexicon says of the lemmas of a text, whose forms come again and again. Safe for use from
 * several threads.
 */
final class KnownLemmas {
  private static final int MAX_KEPT = 100_000;

  private final LemmaLexicon lexicon;
  private final double certain;
  private final Map<Asked, LemmaCandidates> kept = new ConcurrentHashMap<>();

  private record Asked(String form, String tag) {}

  /**
   * @param certain probability from which a lemma is taken that the lexicon does not have
   */
  KnownLemmas(LemmaLexicon lexicon, double certain) {
    this.lexicon = lexicon;
    this.certain = certain;
  }

  /** Whether the lexicon has the lemma for the form, whatever its tag. */
  boolean has(String form, String tag, String lemma) {
    return candidates(form, tag).lemmas().contains(lemma);
  }

  /**
   * The lemmas to choose from instead of one that the lexicon does not have: those of the form with
   * the tag or at least its word class.
   *
   * @param probability of the lemma that the lexicon does not have
   * @return none where that lemma stays
   */
  List<String> instead(String form, String tag, double probability) {
    LemmaCandidates candidates = candidates(form, tag);
    boolean tells =
        candidates.match() == Match.FORM_AND_TAG || candidates.match() == Match.FORM_AND_CLASS;
    return tells && probability < certain ? candidates.lemmas() : List.of();
  }

  private LemmaCandidates candidates(String form, String tag) {
    if (kept.size() >= MAX_KEPT) {
      kept.clear();
    }
    return kept.computeIfAbsent(
        new Asked(form, tag), asked -> lexicon.lemmas(asked.form, asked.tag));
  }
}
