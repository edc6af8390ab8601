package dms.components.lexicon;

import dms.components.lexicon.LemmaCandidates.Match;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How much of a treebank a lexicon of lemmas knows: whether the gold lemma is among those that it
 * has for form and gold tag.
 */
public final class LemmaCoverage {
  private final LemmaLexicon lexicon;
  private final Column column;
  private final Map<String, String> usual;
  private final Map<String, Counts> byWordClass = new TreeMap<>();
  private final Map<Match, Counts> byMatch = new EnumMap<>(Match.class);
  private final Map<String, Long> differences = new HashMap<>();

  private LemmaCoverage(LemmaLexicon lexicon, Column column, Map<String, String> usual) {
    this.lexicon = lexicon;
    this.column = column;
    this.usual = usual;
  }

  /**
   * Figures of some tokens.
   *
   * @param tokens those that have a lemma and a tag
   * @param found those whose form is in the lexicon
   * @param right of these, those whose lemma is among the candidates
   * @param candidates of the found ones, how many in all
   * @param reachable tokens whose lemma is among the candidates or, where it is not, the usual one
   *     of the form: the upper bound of who chooses among the candidates
   */
  public record Counts(long tokens, long found, long right, long candidates, long reachable) {
    private static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    private Counts plus(Counts other) {
      return new Counts(
          tokens + other.tokens,
          found + other.found,
          right + other.right,
          candidates + other.candidates,
          reachable + other.reachable);
    }
  }

  /**
   * Measures a lexicon.
   *
   * @param sentences with lemmas and the column
   * @param training sentences from which the usual lemma of a form is known; of a form that is not
   *     among them it is the form in lower case
   * @param column what the lexicon's tags are in the sentences
   */
  public static LemmaCoverage measure(
      Collection<Sentence> sentences,
      Collection<Sentence> training,
      LemmaLexicon lexicon,
      Column column) {
    LemmaCoverage coverage = new LemmaCoverage(lexicon, column, usual(training));
    sentences.forEach(sentence -> sentence.tokens().forEach(coverage::count));
    return coverage;
  }

  /** The most frequent lemma of each form; of several the first in the alphabet. */
  private static Map<String, String> usual(Collection<Sentence> training) {
    Map<String, Map<String, Long>> lemmas = new HashMap<>();
    for (Sentence sentence : training) {
      for (Token token : sentence.tokens()) {
        token
            .value(Column.LEMMA)
            .ifPresent(
                lemma ->
                    lemmas
                        .computeIfAbsent(token.form(), form -> new TreeMap<>())
                        .merge(lemma, 1L, Long::sum));
      }
    }
    Map<String, String> usual = new HashMap<>();
    lemmas.forEach(
        (form, counts) -> {
          long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
          counts.entrySet().stream()
              .filter(entry -> entry.getValue() == most)
              .findFirst()
              .ifPresent(entry -> usual.put(form, entry.getKey()));
        });
    return usual;
  }

  private void count(Token token) {
    Optional<String> lemma = token.value(Column.LEMMA);
    Optional<String> tag = token.value(column);
    if (lemma.isEmpty() || tag.isEmpty()) {
      return;
    }
    String gold = lemma.get();
    LemmaCandidates candidates = lexicon.lemmas(token.form(), tag.get());
    boolean found = candidates.match() != Match.NONE;
    boolean right = candidates.lemmas().contains(gold);
    String otherwise = usual.getOrDefault(token.form(), token.form().toLowerCase(Locale.ROOT));
    Counts one =
        new Counts(
            1,
            found ? 1 : 0,
            right ? 1 : 0,
            candidates.lemmas().size(),
            right || otherwise.equals(gold) ? 1 : 0);
    byWordClass.merge(token.value(Column.UPOS).orElse("_"), one, Counts::plus);
    byMatch.merge(candidates.match(), one, Counts::plus);
    if (found && !right) {
      differences.merge(
          "%s %s: %s instead of %s"
              .formatted(
                  token.form().toLowerCase(Locale.ROOT),
                  tag.get(),
                  gold,
                  String.join(", ", candidates.lemmas())),
          1L,
          Long::sum);
    }
  }

  /** The figures of each universal word class, sorted by its name. */
  public Map<String, Counts> byWordClass() {
    return new TreeMap<>(byWordClass);
  }

  /** The figures of each way in which candidates were found, the closest first. */
  public Map<Match, Counts> byMatch() {
    return new EnumMap<>(byMatch);
  }

  /** The figures of all tokens. */
  public Counts total() {
    return byMatch.values().stream().reduce(Counts.NONE, Counts::plus);
  }

  /**
   * Tokens whose lemma is not among the candidates: form in lower case, tag, the treebank's lemma
   * and the lexicon's, and how often, the most frequent first.
   */
  public List<Map.Entry<String, Long>> differences(int limit) {
    return differences.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(limit)
        .toList();
  }
}
