package dms.train;

import dms.core.component.EncodersDecoders;
import dms.core.corpus.Sentence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Scores the trained model of a run again, on what the run itself does and as it does. */
public final class RunEvaluation {
  private final RunConfig config;
  private final DataConfig data;

  /**
   * @throws dms.components.config.ConfigurationException when the configuration cannot be used
   */
  public RunEvaluation(RunConfig config) {
    List<Stage> stages = Stage.of(config, config.blueprint());
    this.config = config;
    this.data = stages.get(stages.size() - 1).data();
  }

  /** The files of {@link #readDev}. */
  public List<Path> devFiles() {
    return data.allDev();
  }

  /**
   * The sentences that the epochs of the last stage are compared on.
   *
   * @throws IOException when they cannot be read
   */
  public List<Sentence> readDev() throws IOException {
    return data.readDev();
  }

  /**
   * An evaluation with the settings of the run.
   *
   * @param knownForms whether a form was seen in training
   */
  public ModelEvaluation of(EncodersDecoders model, Predicate<String> knownForms) {
    Map<String, List<String>> decoders = new HashMap<>();
    data.corpora().forEach((name, corpus) -> decoders.put(name, corpus.decoders()));
    return new ModelEvaluation(
        model,
        knownForms,
        config.training().evaluationTokens(),
        new CorpusScope(decoders),
        config.decoders().keySet(),
        config.evaluation().exclusions());
  }
}
