package dms.train;

import dms.components.config.Blueprint;
import dms.components.config.ModelAssembler;
import dms.core.component.EncodersDecoders;
import dms.core.file.DurableFile;
import dms.core.file.FileContent;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeRuntime;
import dms.hub.bundle.Bundle;
import dms.train.eval.Evaluation;
import dms.train.log.ProgressBar;
import dms.train.parallel.RankPlace;
import dms.train.parallel.Ranks;
import java.io.IOException;
import java.nio.file.Files;
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
  private final List<Stage> stages;
  private final ProgressBar.Screen screen;
  private final BooleanSupplier stop;
  private final Ranks ranks;

  /**
   * How a run ended.
   *
   * @param finished whether it trained to its end; otherwise it was asked to stop and can be
   *     resumed
   * @param scores of the best epoch on the dev files, with gold tags too; empty when not finished
   *     and in other processes than rank 0
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
    this(config, screen, stop, Ranks.single());
  }

  /**
   * Checks the configuration of a run by several processes, of which this is one.
   *
   * @param ranks all of them; only rank 0 writes and evaluates
   * @throws dms.components.config.ConfigurationException when components or names do not fit
   *     together
   */
  public TrainingRun(
      RunConfig config, ProgressBar.Screen screen, BooleanSupplier stop, Ranks ranks) {
    this.blueprint = config.blueprint();
    this.config = config.withComponents(blueprint.encoders(), blueprint.decoders());
    this.stages = Stage.of(config, blueprint);
    this.screen = screen;
    this.stop = stop;
    this.ranks = ranks;
  }

  /**
   * Trains.
   *
   * @param resume goes on from the newest checkpoint, if there is one; otherwise the run's folder
   *     must be new; a run has one process at a time
   * @throws dms.components.config.ConfigurationException when the data lack the gold values that
   *     decoders learn or {@code selection.metric} counts, or the model of {@code training.from}
   *     does not fit the components; nothing is trained then
   * @throws IllegalStateException when libtorch cannot be loaded, or the processes differ in data,
   *     settings or versions
   * @throws dms.train.parallel.LostRankException when another process failed or is gone
   * @throws IOException when data or checkpoints cannot be read, or the run cannot be written
   * @throws NonFiniteLossException when training diverges
   * @throws TrainingStepException when the native library fails
   */
  public Result run(boolean resume) throws IOException {
    NativeRuntime runtime = NativeRuntime.require();
    RankPlace place = ranks.place();
    if (config.training().threads() > 0) {
      runtime.useThreads(config.training().threads());
    } else if (place.localSize() > 1) {
      runtime.useThreads(place.threads(Runtime.getRuntime().availableProcessors()));
    }
    ComputeDevice device = ComputeDevice.parse(place.device(config.training().device()));
    config.training().precision().warnIfSlow(device);
    StartingModel start = StartingModel.of(config.training(), blueprint);
    if (ranks.first()) {
      try (RunFolder folder = RunFolder.open(config.folder(), resume)) {
        return run(folder, resume, start, runtime, device);
      }
    }
    Path scratch = config.folder().resolve("rank-" + place.rank());
    Result result;
    try (RunFolder folder = RunFolder.open(scratch, true)) {
      result = run(folder, resume, start, runtime, device);
    } catch (IOException | RuntimeException e) {
      deleteAfter(e, scratch);
      throw e;
    }
    DurableFile.deleteFolder(scratch);
    return result;
  }

  /** What went wrong before is what is told. */
  private static void deleteAfter(Exception failure, Path scratch) {
    try {
      if (Files.exists(scratch)) {
        DurableFile.deleteFolder(scratch);
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private Result run(
      RunFolder folder,
      boolean resume,
      StartingModel start,
      NativeRuntime runtime,
      ComputeDevice device)
      throws IOException {
    TrainingData data = TrainingData.read(stages, config.decoders().keySet(), folder.learnt());
    Set<String> forms = data.knownForms();
    forms.addAll(start.forms());
    Map<String, Map<String, FileContent>> files = blueprint.learn(data::corpusOf, start.files());
    Bundle.requireFileNames(files);
    Map<String, String> fingerprint = Fingerprint.of(config, runtime, files, ranks.place().size());
    try (EncodersDecoders model =
        ModelAssembler.assemble(blueprint, files, device, config.training().seed())) {
      // Also before a checkpoint replaces them: they must fit.
      start.loadTrained(model);
      LearnerCheck.of(blueprint, model).require(stages);
      Fingerprint.addPretrained(model, start, fingerprint);
      Map<String, String> facts = Fingerprint.ofAllRanks(fingerprint);
      // It moves no bit, but all come together for a checkpoint.
      facts.put("training.checkpointSteps", Integer.toString(config.training().checkpointSteps()));
      ranks.requireSame("data, settings or versions", facts);
      ModelEvaluation evaluation = evaluation(model, forms, data.last().scope());
      requireGold(data, evaluation);
      Checkpoints checkpoints = new Checkpoints(folder.checkpoints(), fingerprint);
      Optional<Checkpoint> newest = checkpoints.newest();
      if (resume && newest.isEmpty()) {
        say("no checkpoint in " + folder.root() + ", starting from the beginning");
      }
      if (newest.isEmpty()) {
        start.loadPretrained(model);
      }
      if (ranks.first()) {
        folder.describe(config, start, fingerprint, runtime, newest.isPresent());
      }
      start.line().ifPresent(this::say);
      start.warnings(model, data).forEach(this::say);
      TrainingState state = train(model, evaluation, data, forms, checkpoints, newest, folder);
      if (!state.finished() || !ranks.first()) {
        return new Result(state.finished(), Optional.empty(), folder.bundle());
      }
      checkpoints.best().orElseThrow().loadWeights(model);
      Evaluation scores = evaluation.evaluateWithGoldTags(data.last().dev());
      ModelCard card =
          new ModelCard(
              config, stages, start, state, scores, model.parameters().count(), fingerprint);
      Bundle.write(
          folder.bundle(), card.description(), blueprint, files, model, forms, card.text());
      folder.finish(scores);
      return new Result(true, Optional.of(scores), folder.bundle());
    }
  }

  private ModelEvaluation evaluation(EncodersDecoders model, Set<String> forms, CorpusScope scope) {
    return new ModelEvaluation(
        model,
        forms::contains,
        config.training().evaluationTokens(),
        scope,
        config.decoders().keySet(),
        config.evaluation().exclusions());
  }

  private void requireGold(TrainingData data, ModelEvaluation evaluation) {
    config.evaluation().requireAmong(evaluation.columns().values());
    for (Stage stage : stages) {
      GoldCheck check = new GoldCheck(stage, data.of(stage), evaluation.columns());
      check.requireInTrain();
      if (stage.last()) {
        check.requireInDev(config.selection().metric(), evaluation.evaluator());
      }
    }
  }

  private void say(String line) {
    screen.out().println(line);
  }

  private TrainingState train(
      EncodersDecoders model,
      ModelEvaluation evaluation,
      TrainingData data,
      Set<String> forms,
      Checkpoints checkpoints,
      Optional<Checkpoint> newest,
      RunFolder folder)
      throws IOException {
    long start = System.nanoTime();
    Throughput throughput = new Throughput();
    TrainingState state = TrainingState.ofFirst(ranks, () -> resumed(newest, checkpoints));
    try (RunLog log =
        ranks.first() ? new RunLog(folder.root(), state, screen) : RunLog.ofScreen(screen)) {
      StageTraining training =
          new StageTraining(
              config, model, evaluation, forms, checkpoints, log, throughput, stop, ranks);
      state = train(training, data, newest, state);
    }
    if (ranks.first() && state.finished() && throughput.epochs() > 0) {
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      summarize(TrainingSummary.of(time, throughput, state), folder);
    }
    return state;
  }

  /** Stage after stage, from the one that the state is in. */
  private TrainingState train(
      StageTraining training, TrainingData data, Optional<Checkpoint> newest, TrainingState from)
      throws IOException {
    Optional<Checkpoint> checkpoint = newest;
    TrainingState state = from;
    for (Stage stage : stages.subList(from.stage(), stages.size())) {
      state = training.train(stage, data.of(stage), checkpoint, state);
      checkpoint = Optional.empty();
      if (stage.last() || !stage.endsAt(state)) {
        return state;
      }
      state = state.nextStage();
    }
    return state;
  }

  private void summarize(TrainingSummary summary, RunFolder folder) throws IOException {
    folder.summarize(summary);
    say(summary.line());
  }

  private static TrainingState resumed(Optional<Checkpoint> newest, Checkpoints checkpoints)
      throws IOException {
    if (newest.isEmpty()) {
      return TrainingState.start();
    }
    if (newest.get().state().endsBestEpoch()) {
      checkpoints.markBest(newest.get());
    }
    return newest.get().state();
  }
}
