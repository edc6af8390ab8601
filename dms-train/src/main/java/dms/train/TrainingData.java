package dms.train;

import dms.components.config.TrainingCorpus;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The data of all stages of a run.
 *
 * @param stages of the run
 * @param data of each, in the same order
 * @param decoders names of the decoders; the other components are encoders
 * @param workFolder where components write large files that they learn
 */
record TrainingData(
    List<Stage> stages, List<StageData> data, Set<String> decoders, Path workFolder) {
  /**
   * Reads the data of each stage.
   *
   * @throws IOException when a file cannot be read, is damaged or holds no sentence
   */
  static TrainingData read(List<Stage> stages, Collection<String> decoders, Path workFolder)
      throws IOException {
    return new TrainingData(stages, StageData.read(stages), Set.copyOf(decoders), workFolder);
  }

  /** The data of a stage. */
  StageData of(Stage stage) {
    return data.get(stage.index());
  }

  /** The data of the last stage. */
  StageData last() {
    return data.get(data.size() - 1);
  }

  /**
   * What a component learns its vocabulary from: the data of the stages that train it, a decoder
   * only from its own corpora. One that no stage trains learns from all data with sentences.
   */
  TrainingCorpus corpusOf(String component) {
    return new TrainingCorpus(sentencesOf(component), workFolder);
  }

  /** The sentences of {@link #corpusOf}. */
  List<Sentence> sentencesOf(String component) {
    boolean trained = stages.stream().anyMatch(stage -> stage.trains(component));
    Predicate<Stage> counts =
        trained ? stage -> stage.trains(component) : stage -> !stage.onWords();
    return distinct(counts)
        .flatMap(part -> part.train().stream().filter(s -> isOf(component, s, part.scope())))
        .toList();
  }

  private boolean isOf(String component, Sentence sentence, CorpusScope scope) {
    return !decoders.contains(component) || scope.covers(sentence, component);
  }

  /** The forms of the training data with sentences; words without count as unknown. */
  Set<String> knownForms() {
    Set<String> forms = new HashSet<>();
    distinct(stage -> !stage.onWords())
        .flatMap(part -> part.train().stream())
        .flatMap(sentence -> sentence.tokens().stream())
        .map(Token::form)
        .forEach(forms::add);
    return forms;
  }

  /** Data that several stages share count once. */
  private Stream<StageData> distinct(Predicate<Stage> of) {
    Set<StageData> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    return stages.stream().filter(of).map(this::of).filter(seen::add);
  }
}
