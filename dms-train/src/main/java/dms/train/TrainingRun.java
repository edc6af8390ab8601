package dms.train;

import dms.components.config.Blueprint;
import dms.components.config.ModelAssembler;
import dms.components.config.TrainingCorpus;
import dms.core.component.Component;
import dms.core.component.EncodersDecoders;
import dms.core.component.PretrainedWeights;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeRuntime;
import dms.hub.bundle.Bundle;
import dms.train.eval.Evaluation;
import dms.train.log.ProgressBar;
import dms.train.optim.FlatParameters;
import dms.train.optim.Optimizer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    this.blueprint = config.blueprint();
    this.config = config.withComponents(blueprint.encoders(), blueprint.decoders());
    this.screen = screen;
    this.stop = stop;
  }

  /**
   * Trains.
   *
   * @param resume goes on from the newest checkpoint, if there is one; otherwise the run's folder
   *     must be new; a run has one process at a time
   * @throws dms.components.config.ConfigurationException when the data lack the gold values that
   *     decoders learn or {@code selection.metric} counts; nothing is trained then
   * @throws IllegalStateException when libtorch cannot be loaded
   * @throws IOException when data or checkpoints cannot be read, or the run cannot be written
   * @throws NonFiniteLossException when training diverges
   * @throws TrainingStepException when the native library fails
   */
  public Result run(boolean resume) throws IOException {
    NativeRuntime runtime = NativeRuntime.require();
    if (config.training().threads() > 0) {
      runtime.useThreads(config.training().threads());
    }
    ComputeDevice device = ComputeDevice.parse(config.training().device());
    try (RunFolder folder = RunFolder.open(config.folder(), resume)) {
      return run(folder, resume, runtime, device);
    }
  }

  private Result run(RunFolder folder, boolean resume, NativeRuntime runtime, ComputeDevice device)
      throws IOException {
    Map<String, String> fingerprint = Fingerprint.of(config, runtime);
    List<Sentence> sentences = config.data().read(config.data().train());
    List<Sentence> dev = config.data().read(config.data().dev());
    TrainingCorpus corpus = new TrainingCorpus(sentences);
    Set<String> forms = corpus.counts(Column.FORM).keySet();
    Map<String, Map<String, byte[]>> files = blueprint.learn(corpus);
    Bundle.requireFileNames(files);
    try (EncodersDecoders model =
        ModelAssembler.assemble(blueprint, files, device, config.training().seed())) {
      Fingerprint.addPretrained(model, files, fingerprint);
      ModelEvaluation evaluation =
          new ModelEvaluation(model, forms::contains, config.training().evaluationTokens());
      GoldCheck gold = new GoldCheck(config, evaluation.columns());
      gold.requireInTrain(corpus);
      gold.requireInDev(dev, forms);
      Checkpoints checkpoints = new Checkpoints(folder.checkpoints(), fingerprint);
      Optional<Checkpoint> newest = checkpoints.newest();
      if (resume && newest.isEmpty()) {
        say("no checkpoint in " + folder.root() + ", starting from the beginning");
      }
      folder.describe(config, fingerprint, runtime, newest.isPresent());
      TrainingState state = train(model, checkpoints, newest, folder, sentences, dev, evaluation);
      if (!state.finished()) {
        return new Result(false, Optional.empty(), folder.bundle());
      }
      checkpoints.best().orElseThrow().loadWeights(model);
      Evaluation scores = evaluation.evaluateWithGoldTags(dev);
      ModelCard card = new ModelCard(config, state, scores, model.parameters().count());
      Bundle.write(
          folder.bundle(), card.description(), blueprint, files, model, forms, card.text());
      folder.finish(scores);
      return new Result(true, Optional.of(scores), folder.bundle());
    }
  }

  private void say(String line) {
    screen.out().println(line);
  }

  private TrainingState train(
      EncodersDecoders model,
      Checkpoints checkpoints,
      Optional<Checkpoint> newest,
      RunFolder folder,
      List<Sentence> sentences,
      List<Sentence> dev,
      ModelEvaluation evaluation)
      throws IOException {
    long start = System.nanoTime();
    Throughput throughput = new Throughput();
    TrainingState state;
    try (FlatParameters parameters = new FlatParameters(model.parameters(), model.rates());
        Optimizer optimizer = Optimizer.of(config.optimizer(), parameters)) {
      TrainingState from = load(newest, checkpoints, model, optimizer);
      try (RunLog log = new RunLog(folder.root(), from, screen)) {
        state =
            new Trainer(
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
                        throughput,
                        stop))
                .train(from);
      }
    }
    if (state.finished() && throughput.epochs() > 0) {
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      summarize(TrainingSummary.of(time, throughput, state), folder);
    }
    return state;
  }

  private void summarize(TrainingSummary summary, RunFolder folder) throws IOException {
    folder.summarize(summary);
    say(summary.line());
  }

  private static TrainingState load(
      Optional<Checkpoint> newest,
      Checkpoints checkpoints,
      EncodersDecoders model,
      Optimizer optimizer)
      throws IOException {
    if (newest.isEmpty()) {
      loadPretrained(model);
      return TrainingState.start();
    }
    newest.get().load(model, optimizer);
    if (newest.get().state().endsBestEpoch()) {
      checkpoints.markBest(newest.get());
    }
    return newest.get().state();
  }

  private static void loadPretrained(EncodersDecoders model) throws IOException {
    for (Component component : model.components()) {
      if (component instanceof PretrainedWeights pretrained) {
        pretrained.loadPretrained();
      }
    }
  }
}
