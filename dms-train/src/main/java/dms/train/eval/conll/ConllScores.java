package dms.train.eval.conll;

import dms.core.corpus.CorpusFormatException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scores of the CoNLL 2018 shared task on parsing from raw text (Zeman et al. 2018, section 5),
 * which count alike what its script counts, on whatever words and sentences the system found.
 */
public final class ConllScores {
  private static final int SHOWN = 20;

  private final Map<ConllMetric, ConllScore> scores;

  private ConllScores(Map<ConllMetric, ConllScore> scores) {
    this.scores = Collections.unmodifiableMap(scores);
  }

  /**
   * Scores a system.
   *
   * @param gold what should have come
   * @param system what came
   * @return the metrics of trees only where both files' trees were read
   * @throws CorpusFormatException when the tokens of the two are not made of the same characters
   */
  public static ConllScores of(ConllTreebank gold, ConllTreebank system)
      throws CorpusFormatException {
    requireSameCharacters(gold, system);
    boolean trees = gold.trees() == Trees.SCORED && system.trees() == Trees.SCORED;
    ConllScorer scorer = new ConllScorer(gold, system);
    Map<ConllMetric, ConllScore> scores = new EnumMap<>(ConllMetric.class);
    for (ConllMetric metric : ConllMetric.values()) {
      if (trees || !metric.isOfTrees()) {
        scores.put(metric, scorer.score(metric));
      }
    }
    return new ConllScores(scores);
  }

  private static void requireSameCharacters(ConllTreebank gold, ConllTreebank system)
      throws CorpusFormatException {
    String expected = gold.characters();
    String found = system.characters();
    if (expected.equals(found)) {
      return;
    }
    int place = 0;
    while (place < Math.min(expected.length(), found.length())
        && expected.charAt(place) == found.charAt(place)) {
      place++;
    }
    throw CorpusFormatException.ofFile(
        system.source(),
        "its tokens must be made of the characters of %s: expected \"%s\" (line %s there), found \"%s\" (line %s)"
            .formatted(
                gold.source(),
                excerpt(expected, place),
                line(gold.tokens(), place),
                excerpt(found, place),
                line(system.tokens(), place)));
  }

  private static String excerpt(String characters, int place) {
    return characters.substring(place, Math.min(place + SHOWN, characters.length()));
  }

  private static String line(List<Span> tokens, int place) {
    return tokens.stream()
        .filter(token -> token.end() > place)
        .findFirst()
        .map(token -> Integer.toString(token.line()))
        .orElse("after the last");
  }

  /** Each metric that was computed, in their order. */
  public Map<ConllMetric, ConllScore> all() {
    return scores;
  }

  /** A metric, if it was computed. */
  public Optional<ConllScore> score(ConllMetric metric) {
    return Optional.ofNullable(scores.get(metric));
  }

  /** Precision, recall, F1 and accuracy on aligned words as a table, in percent. */
  public String toTable() {
    return ConllReport.table(this);
  }

  /** What the scores are computed from as a table. */
  public String toCountTable() {
    return ConllReport.countTable(this);
  }

  /** Scores, from 0 to 1, and counts as one line of JSON. */
  public String toJson() {
    return ConllReport.json(this);
  }
}
