package dms.train;

import dms.components.config.Blueprint;
import dms.components.config.ComponentRegistry;
import dms.components.config.ModelAssembler;
import dms.components.config.TrainingCorpus;
import dms.components.setting.Checks;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeRuntime;
import dms.hub.bundle.Bundle;
import dms.train.eval.Evaluation;
import dms.train.eval.Metric;
import dms.train.log.ProgressBar;
import dms.train.optim.FlatParameters;
import dms.train.optim.Optimizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** A training run from its configuration to its bundle. */
public final class TrainingRun {
  private final RunConfig config;
  private final Blueprint blueprint;
  private final ProgressBar.Screen screen;
  private final BooleanSupplier stop;

  /**
   * How a run ended.
   *
   * @param finished whether it trained to its end; otherwise it was asked to stop and can be
   *     resumed
   * @param scores of the best epoch on the dev files, with gold tags too; empty when not finished
   * @param bundle folder of the trained model, there when finished
   */
  public record Result(boolean finished, Optional<Evaluation> scores, Path bundle) {}

  /**
   * Checks the configuration; nothing is read or written yet.
   *
   * @param screen where progress is shown
   * @param stop asked after every step; true makes the run write a checkpoint and end
   * @throws dms.components.config.ConfigurationException when components or names do not fit
   *     together
   */
  public TrainingRun(RunConfig config, ProgressBar.Screen screen, BooleanSupplier stop) {
    this.config = config;
    this.blueprint = Blueprint.of(config.encoders(), config.decoders(), ComponentRegistry.load());
    this.screen = screen;
    this.stop = stop;
    Metric.parse(config.selection().metric(), config.decoders().keySet());
    config.optimizer().rates().keySet().forEach(this::requireComponent);
  }

  private void requireComponent(String name) {
    Set<String> names = new TreeSet<>(config.encoders().keySet());
    names.addAll(config.decoders().keySet());
    Checks.oneOf("optimizer.rates", name, names);
  }

  /**
   * Trains.
   *
   * @param resume goes on from the newest checkpoint, if there is one; otherwise the run's folder
   *     must be new
   * @throws IOException when data or checkpoints cannot be read, or the run cannot be written
   * @throws NonFiniteLossException when training diverges
   */
  public Result run(boolean resume) throws IOException {
    NativeRuntime runtime = NativeRuntime.load();
    if (config.training().threads() > 0) {
      runtime.useThreads(config.training().threads());
    }
    ComputeDevice device = ComputeDevice.parse(config.training().device());
    RunFolder folder = RunFolder.open(config.folder(), resume);
    Map<String, String> fingerprint = Fingerprint.of(config, runtime);
    folder.describe(config, fingerprint, runtime);
    List<Sentence> sentences = config.data().read(config.data().train());
    List<Sentence> dev = config.data().read(config.data().dev());
    TrainingCorpus corpus = new TrainingCorpus(sentences);
    Set<String> forms = corpus.counts(Column.FORM).keySet();
    Map<String, Map<String, byte[]>> files = blueprint.learn(corpus);
    Bundle.requireFileNames(files);
    Checkpoints checkpoints = new Checkpoints(folder.checkpoints(), fingerprint);
    try (EncodersDecoders model =
        ModelAssembler.assemble(blueprint, files, device, config.training().seed())) {
      ModelEvaluation evaluation =
          new ModelEvaluation(model, forms::contains, config.training().evaluationTokens());
      TrainingState state = train(model, checkpoints, folder, sentences, dev, evaluation);
      if (!state.finished()) {
        return new Result(false, Optional.empty(), folder.bundle());
      }
      Checkpoint best = checkpoints.best().orElseThrow();
      best.loadWeights(model);
      Evaluation scores = evaluation.evaluateWithGoldTags(dev);
      ModelCard card = new ModelCard(config, state, scores, model.parameters().count());
      Bundle.write(
          folder.bundle(), card.description(), blueprint, files, model, forms, card.text());
      folder.finish(scores);
      return new Result(true, Optional.of(scores), folder.bundle());
    }
  }

  private TrainingState train(
      EncodersDecoders model,
      Checkpoints checkpoints,
      RunFolder folder,
      List<Sentence> sentences,
      List<Sentence> dev,
      ModelEvaluation evaluation)
      throws IOException {
    try (FlatParameters parameters = new FlatParameters(model.parameters());
        Optimizer optimizer = Optimizer.of(config.optimizer(), parameters)) {
      TrainingState state = TrainingState.start();
      var newest = checkpoints.newest();
      if (newest.isPresent()) {
        newest.get().load(model, optimizer);
        state = newest.get().state();
        if (state.endsBestEpoch()) {
          checkpoints.markBest(newest.get());
        }
      }
      try (RunLog log = new RunLog(folder.root(), state, screen)) {
        return new Trainer(
                new Trainer.Parts(
                    config,
                    model,
                    parameters,
                    optimizer,
                    sentences,
                    dev,
                    evaluation,
                    checkpoints,
                    log,
                    stop))
            .train(state);
      }
    }
  }
}
