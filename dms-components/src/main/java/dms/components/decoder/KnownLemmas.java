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

  /** Longer forms seldom come again and would fill the memory. */
  private static final int MAX_KEPT_LENGTH = 60;

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

  /**
   * Whether the lemma is among those that the lexicon has for the form, as close to the tag as any.
   */
  boolean has(String form, String tag, String lemma) {
    return candidates(form, tag).lemmas().contains(lemma);
  }

  /** Whether the lexicon has other lemmas for the form with the tag or its word class. */
  boolean contests(String form, String tag, String lemma) {
    return !has(form, tag, lemma) && tells(candidates(form, tag));
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
    return tells(candidates) && probability < certain ? candidates.lemmas() : List.of();
  }

  private static boolean tells(LemmaCandidates candidates) {
    return candidates.match() == Match.FORM_AND_TAG || candidates.match() == Match.FORM_AND_CLASS;
  }

  /** Number of answers that are kept. */
  int kept() {
    return kept.size();
  }

  private LemmaCandidates candidates(String form, String tag) {
    if (form.length() > MAX_KEPT_LENGTH) {
      return lexicon.lemmas(form, tag);
    }
    if (kept.size() >= MAX_KEPT) {
      kept.clear();
    }
    return kept.computeIfAbsent(
        new Asked(form, tag), asked -> lexicon.lemmas(asked.form, asked.tag));
  }
}
