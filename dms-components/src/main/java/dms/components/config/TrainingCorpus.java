package dms.components.config;

import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import dms.core.vocab.Vocabulary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Counts over the sentences that a model is trained on, from which components learn their
 * vocabularies.
 */
public final class TrainingCorpus {
  private final List<Sentence> sentences;

  /** Counts over those sentences. */
  public TrainingCorpus(List<Sentence> sentences) {
    this.sentences = List.copyOf(sentences);
  }

  /** The names of the corpora that the sentences belong to, sorted; empty where there is one. */
  public SortedSet<String> corpora() {
    SortedSet<String> names = new TreeSet<>();
    sentences.forEach(sentence -> sentence.corpus().ifPresent(names::add));
    return names;
  }

  /**
   * How often each value of a column occurs; tokens without a value do not count, nor does a
   * sentence of a named corpus that lacks the column.
   */
  public Map<String, Long> counts(Column column) {
    Map<String, Long> counts = new HashMap<>();
    for (Sentence sentence : sentences) {
      if (sentence.corpus().isPresent() && !sentence.has(column)) {
        continue;
      }
      for (Token token : sentence.tokens()) {
        token.value(column).ifPresent(value -> counts.merge(value, 1L, Long::sum));
      }
    }
    return counts;
  }

  /**
   * How often each character occurs in the values of a column, each occurrence of a value counted.
   */
  public Map<String, Long> characterCounts(Column column) {
    Map<String, Long> characters = new HashMap<>();
    counts(column)
        .forEach(
            (value, count) ->
                value
                    .codePoints()
                    .mapToObj(Character::toString)
                    .forEach(character -> characters.merge(character, count, Long::sum)));
    return characters;
  }

  /** Vocabulary of a column's values, sorted, with reserved symbols first. */
  public Vocabulary values(Column column, long minCount, String... reserved) {
    return Vocabulary.learn(counts(column), minCount, List.of(reserved));
  }

  /** Vocabulary of the characters of a column's values, sorted, with reserved symbols first. */
  public Vocabulary characters(Column column, long minCount, String... reserved) {
    return Vocabulary.learn(characterCounts(column), minCount, List.of(reserved));
  }
}
