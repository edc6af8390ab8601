package dms.components.config;

import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import dms.core.vocab.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Counts over the sentences that a model is trained on, from which components learn their
 * vocabularies, and a folder for what they learn and is too large to be held.
 */
public final class TrainingCorpus {
  private final List<Sentence> sentences;
  private final Optional<Path> workFolder;

  /** Counts over those sentences, for components that write no file of their own. */
  public TrainingCorpus(List<Sentence> sentences) {
    this(sentences, Optional.empty());
  }

  /**
   * Counts over those sentences.
   *
   * @param workFolder where components write large files; need not exist
   */
  public TrainingCorpus(List<Sentence> sentences, Path workFolder) {
    this(sentences, Optional.of(workFolder));
  }

  private TrainingCorpus(List<Sentence> sentences, Optional<Path> workFolder) {
    this.sentences = List.copyOf(sentences);
    this.workFolder = workFolder;
  }

  /** The same corpus with a work folder that is that component's alone. */
  TrainingCorpus of(String component) {
    return new TrainingCorpus(sentences, workFolder.map(folder -> folder.resolve(component)));
  }

  /**
   * The folder in which a component may write large files, made if it is missing. Files of an
   * earlier run may be there, to be replaced; what is written lives as long as the model.
   *
   * @throws IllegalStateException when the caller gave none
   * @throws IOException when it cannot be made
   */
  public Path workFolder() throws IOException {
    Path folder =
        workFolder.orElseThrow(
            () ->
                new IllegalStateException(
                    "training corpus: a component writes large files and needs a work folder, found"
                        + " none; give one to the constructor"));
    return Files.createDirectories(folder);
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
