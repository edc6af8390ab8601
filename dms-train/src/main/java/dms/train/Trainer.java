package dms.train;

import dms.core.batch.Batch;
import dms.core.batch.Prefetcher;
import dms.core.component.Decoder;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Sentence;
import dms.train.eval.Evaluation;
import dms.train.eval.Metric;
import dms.train.log.ProgressBar;
import dms.train.optim.FlatParameters;
import dms.train.optim.Optimizer;
import dms.train.optim.Schedule;
import dms.train.optim.UncertaintyWeighting;
import dms.train.parallel.GradientSum;
import dms.train.parallel.Ranks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The loop of a stage of training: epochs of batches in an order that derives from (seed, stage,
 * epoch), a step after every {@code accumulation} batches, scores on dev after every epoch.
 */
final class Trainer {
  private final Parts parts;
  private final Stage stage;
  private final TrainingConfig training;
  private final FlatParameters parameters;
  private final Schedule schedule;
  private final Metric metric;
  private final StepNumbers numbers;
  private final TrainingStep step;
  private final SharedTrainingStep sharedStep;
  private final StageBatches batches;
  private final RunLog log;
  private TrainingState saved = TrainingState.start();
  private boolean stopped;
  private List<Sentence> stepSentences = List.of();

  /**
   * What a trainer works with.
   *
   * @param model whose weights are saved
   * @param trained part of the model that the stage trains
   * @param dev sentences that each epoch is measured on; none for no scores
   * @param ranks the processes that train together
   * @param gradients of the parameters, over all processes
   */
  record Parts(
      RunConfig config,
      Stage stage,
      EncodersDecoders model,
      EncodersDecoders trained,
      Optional<UncertaintyWeighting> weighting,
      FlatParameters parameters,
      Optimizer optimizer,
      List<Sentence> sentences,
      List<Sentence> dev,
      ModelEvaluation evaluation,
      Checkpoints checkpoints,
      RunLog log,
      Throughput throughput,
      BooleanSupplier stop,
      Ranks ranks,
      GradientSum gradients) {}

  Trainer(Parts parts) {
    this.parts = parts;
    this.stage = parts.stage;
    this.training = stage.training();
    this.parameters = parts.parameters;
    this.schedule = Schedule.of(stage.schedule());
    this.metric = Metric.parse(parts.config.selection().metric(), parts.config.decoders().keySet());
    // The gradients of several processes are waited for anyway.
    this.numbers =
        parts.ranks.alone()
            ? StepNumbers.of(
                parts.trained.device(), parameters, lossNames(parts.trained.decoders()))
            : new ReadNumbers(parameters);
    this.step = new TrainingStep(parts.trained, parts.weighting, training.precision(), numbers);
    this.sharedStep =
        new SharedTrainingStep(
            parts.trained, parts.weighting, training.precision(), parts.ranks, parts.gradients);
    this.batches = new StageBatches(stage, parts.sentences);
    this.log = parts.log;
  }

  private static List<String> lossNames(List<Decoder> decoders) {
    List<String> names = new ArrayList<>(List.of(TrainingStep.TOTAL));
    decoders.forEach(decoder -> names.add(decoder.name()));
    return names;
  }

  /**
   * Trains from a state to the end of the stage, or until it is asked to stop; then a checkpoint of
   * that moment is written. Called once.
   *
   * @param from the beginning of the stage, or the state of a checkpoint
   * @return the state reached
   * @throws NonFiniteLossException when a loss, a gradient or a weight is not finite
   * @throws TrainingStepException when the native library fails
   */
  TrainingState train(TrainingState from) throws IOException {
    try (numbers) {
      return trained(from);
    }
  }

  private TrainingState trained(TrainingState from) throws IOException {
    TrainingState state = from;
    saved = from;
    while (!stage.endsAt(state) && !mustStop()) {
      state = epoch(state);
      if (mustStop()) {
        return state.equals(saved) ? state : checkpoint(state);
      }
      state = endEpoch(state);
    }
    return state;
  }

  /**
   * Whether any process was asked to. Once asked to stop, it stays so: an epoch that was left must
   * not count as ended.
   */
  private boolean mustStop() {
    stopped = stopped || parts.ranks.any(parts.stop.getAsBoolean());
    return stopped;
  }

  private TrainingState epoch(TrainingState from) throws IOException {
    List<int[]> plan = batches.plan(from.epoch());
    List<int[]> rest = plan.subList(from.batch(), plan.size());
    if (rest.isEmpty()) {
      return from;
    }
    TrainingState state = from;
    try (ProgressBar bar = log.progress(stage, from.epoch(), batches.tokens(rest));
        Prefetcher prepared = prefetch(from, rest)) {
      while (prepared.hasNext()) {
        state = step(state, prepared, plan, bar);
        if (mustStop()) {
          return read(state);
        }
        if (training.checkpointSteps() > 0 && state.step() % training.checkpointSteps() == 0) {
          state = checkpoint(state);
        }
      }
    }
    return read(state);
  }

  /** The state with the numbers of all its steps, which must be finite. */
  private TrainingState read(TrainingState state) {
    return state.withWindow(numbers.read(state.window()));
  }

  private Prefetcher prefetch(TrainingState from, List<int[]> rest) {
    List<int[]> shares = batches.shares(rest, parts.ranks.place());
    return new Prefetcher(
        rest.size(),
        index -> {
          int[] own = shares.get(index).length > 0 ? shares.get(index) : first(rest.get(index));
          return prepared(from.epoch(), from.batch() + index, own);
        },
        training.prefetchThreads(),
        training.prefetchDepth());
  }

  /** Stands for a share that is empty, as no batch is. */
  private static int[] first(int[] indices) {
    return new int[] {indices[0]};
  }

  private Batch prepared(int epoch, int number, int[] indices) {
    Batch batch = batches.batch(epoch, number, indices, parts.ranks.place().rank());
    parts.trained.prepare(batch);
    return batch;
  }

  /** One optimizer step over up to {@code accumulation} batches. */
  private TrainingState step(
      TrainingState state, Prefetcher prepared, List<int[]> plan, ProgressBar bar)
      throws IOException {
    long start = System.nanoTime();
    int count = Math.min(training.accumulation(), plan.size() - state.batch());
    List<int[]> whole = plan.subList(state.batch(), state.batch() + count);
    TrainingState.LossWindow window = accumulate(state, prepared, whole);
    numbers.clip(stage.optimizer().clipNorm(), state.step(), stepSentences);
    long stageStep = state.step() - state.stageStart();
    double factor = schedule.factor(stageStep, batches.totalSteps(), state.epoch());
    TrainingStepException.run(
        state.step(),
        "optimizer step",
        count + " batches",
        stepSentences,
        () -> numbers.step(parts.optimizer, factor));
    long tokens = batches.tokens(whole);
    parts.throughput.addStep(tokens, System.nanoTime() - start);
    bar.advance(tokens, note(window));
    TrainingState next = state.nextStep(count, window);
    return logged(next, factor * stage.optimizer().learningRate());
  }

  private TrainingState.LossWindow accumulate(
      TrainingState state, Prefetcher prepared, List<int[]> whole) {
    TrainingState.LossWindow window = state.window();
    parameters.zeroGradients();
    stepSentences = new ArrayList<>();
    for (int i = 0; i < whole.size(); i++) {
      Batch batch = prepared.next();
      stepSentences.addAll(batch.sentences());
      window = run(batch, state, whole, i, window);
    }
    return window;
  }

  private TrainingState.LossWindow run(
      Batch batch, TrainingState state, List<int[]> whole, int i, TrainingState.LossWindow window) {
    double share = 1.0 / whole.size();
    if (parts.ranks.alone()) {
      return step.run(batch, share, state.step(), window);
    }
    int rank = parts.ranks.place().rank();
    boolean idle = rank >= whole.get(i).length;
    boolean last = i == whole.size() - 1;
    return window.plus(
        sharedStep.run(new SharedTrainingStep.Part(batch, idle, share, state.step(), last)));
  }

  private static String note(TrainingState.LossWindow window) {
    Double loss = window.means().get(TrainingStep.TOTAL);
    return loss == null ? "" : String.format(Locale.ROOT, "loss %.3f", loss);
  }

  private TrainingState logged(TrainingState made, double rate) throws IOException {
    if (made.step() % training.logSteps() != 0) {
      return made;
    }
    TrainingState state = read(made);
    Map<String, Double> factors =
        parts.weighting.map(UncertaintyWeighting::factors).orElse(Map.of());
    log.training(stage, state, factors, rate, numbers.norm());
    return state.withWindow(TrainingState.LossWindow.empty());
  }

  private TrainingState endEpoch(TrainingState state) throws IOException {
    parts.throughput.addEpoch();
    return checkpoint(TrainingState.ofFirst(parts.ranks, () -> scored(state)));
  }

  private TrainingState scored(TrainingState state) throws IOException {
    if (parts.dev.isEmpty()) {
      log.say("%sepoch %d: no dev files".formatted(title(), state.epoch() + 1));
      return state.nextEpoch(state.bestScore(), state.bestEpoch(), false);
    }
    Evaluation scores = parts.evaluation.evaluate(parts.dev);
    log.dev(stage, state, scores);
    if (!stage.last()) {
      log.say(title() + summary(state.epoch(), scores, false));
      return state.nextEpoch(state.bestScore(), state.bestEpoch(), false);
    }
    return selected(state, scores);
  }

  /** The end of an epoch that may be the best one. */
  private TrainingState selected(TrainingState state, Evaluation scores) {
    double score = metric.of(scores).orElseThrow();
    boolean better = score > state.bestScore();
    int epoch = state.epoch();
    int bestEpoch = better ? epoch : state.bestEpoch();
    int patience = parts.config.selection().patience();
    boolean patient = patience == 0 || epoch - bestEpoch < patience;
    log.say(title() + summary(epoch, scores, better));
    return state.nextEpoch(
        better ? score : state.bestScore(), bestEpoch, epoch + 1 == training.epochs() || !patient);
  }

  private String title() {
    return stage.name().isEmpty() ? "" : stage.name() + " ";
  }

  private static String summary(int epoch, Evaluation scores, boolean better) {
    String dev =
        scores.decoders().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue().all().percent())
            .collect(Collectors.joining("  "));
    return "epoch %d: dev %s%s".formatted(epoch + 1, dev, better ? "  (best so far)" : "");
  }

  /** Writes a checkpoint; one at the end of the best epoch so far is marked as the best. */
  private TrainingState checkpoint(TrainingState made) throws IOException {
    TrainingState state = read(made);
    if (!parameters.areFinite()) {
      throw NonFiniteLossException.ofWeights(state.step() - 1, stepSentences);
    }
    saved = TrainingState.ofFirst(parts.ranks, () -> written(state));
    return saved;
  }

  private TrainingState written(TrainingState state) throws IOException {
    Map<String, Double> logVariances =
        parts.weighting.map(UncertaintyWeighting::logVariances).orElse(Map.of());
    TrainingState written = state.saved(log.metricsLength(), logVariances);
    Checkpoint checkpoint = parts.checkpoints.write(written, parts.model, parts.optimizer);
    if (written.endsBestEpoch()) {
      parts.checkpoints.markBest(checkpoint);
    }
    return written;
  }
}
