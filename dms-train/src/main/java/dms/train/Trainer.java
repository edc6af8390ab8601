package dms.train;

import dms.core.batch.Batch;
import dms.core.batch.BatchPlanner;
import dms.core.batch.Mode;
import dms.core.batch.Prefetcher;
import dms.core.batch.Seeds;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Sentence;
import dms.train.eval.Evaluation;
import dms.train.eval.Metric;
import dms.train.log.ProgressBar;
import dms.train.optim.FlatParameters;
import dms.train.optim.Optimizer;
import dms.train.optim.Schedule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The loop of a training run: epochs of batches in an order that derives from (seed, epoch), a step
 * after every {@code accumulation} batches, scores on dev after every epoch.
 */
final class Trainer {
  private static final long ORDER = 0;
  private static final long BATCH = 1;

  private final RunConfig config;
  private final TrainingConfig training;
  private final EncodersDecoders model;
  private final FlatParameters parameters;
  private final Optimizer optimizer;
  private final Schedule schedule;
  private final Metric metric;
  private final TrainingStep step;
  private final List<Sentence> sentences;
  private final List<Sentence> dev;
  private final ModelEvaluation evaluation;
  private final BatchPlanner planner;
  private final int[] lengths;
  private final long totalSteps;
  private final Checkpoints checkpoints;
  private final RunLog log;
  private final Throughput throughput;
  private final BooleanSupplier stop;
  private TrainingState saved = TrainingState.start();
  private boolean stopped;
  private List<Sentence> stepSentences = List.of();

  /** What a trainer works with. */
  record Parts(
      RunConfig config,
      EncodersDecoders model,
      FlatParameters parameters,
      Optimizer optimizer,
      List<Sentence> sentences,
      List<Sentence> dev,
      ModelEvaluation evaluation,
      Checkpoints checkpoints,
      RunLog log,
      Throughput throughput,
      BooleanSupplier stop) {}

  Trainer(Parts parts) {
    this.config = parts.config;
    this.training = config.training();
    this.model = parts.model;
    this.parameters = parts.parameters;
    this.optimizer = parts.optimizer;
    this.schedule = Schedule.of(config.schedule());
    this.metric = Metric.parse(config.selection().metric(), config.decoders().keySet());
    this.step = new TrainingStep(model);
    this.sentences = parts.sentences;
    this.dev = parts.dev;
    this.evaluation = parts.evaluation;
    this.planner = new BatchPlanner(training.batchTokens(), training.batchSentences());
    this.lengths = sentences.stream().mapToInt(Sentence::size).toArray();
    this.checkpoints = parts.checkpoints;
    this.log = parts.log;
    this.throughput = parts.throughput;
    this.stop = parts.stop;
    long steps = 0;
    for (int epoch = 0; epoch < training.epochs(); epoch++) {
      steps += stepsOf(plan(epoch));
    }
    this.totalSteps = steps;
  }

  private List<int[]> plan(int epoch) {
    return planner.plan(lengths, Seeds.of(training.seed(), ORDER, epoch));
  }

  private long stepsOf(List<int[]> plan) {
    return (plan.size() + training.accumulation() - 1L) / training.accumulation();
  }

  /**
   * Trains from a state to the end of the run, or until it is asked to stop; then a checkpoint of
   * that moment is written.
   *
   * @param from the beginning, or the state of a checkpoint
   * @return the state reached
   * @throws NonFiniteLossException when a loss, a gradient or a weight is not finite
   * @throws TrainingStepException when the native library fails
   */
  TrainingState train(TrainingState from) throws IOException {
    TrainingState state = from;
    saved = from;
    while (!state.finished() && !mustStop()) {
      state = epoch(state);
      if (mustStop()) {
        return state.equals(saved) ? state : checkpoint(state);
      }
      state = endEpoch(state);
    }
    return state;
  }

  /** Once asked to stop, it stays so: an epoch that was left must not count as ended. */
  private boolean mustStop() {
    stopped = stopped || stop.getAsBoolean();
    return stopped;
  }

  private TrainingState epoch(TrainingState from) throws IOException {
    List<int[]> plan = plan(from.epoch());
    List<int[]> rest = plan.subList(from.batch(), plan.size());
    if (rest.isEmpty()) {
      return from;
    }
    long tokens = rest.stream().flatMapToInt(Arrays::stream).mapToLong(i -> lengths[i]).sum();
    TrainingState state = from;
    try (ProgressBar bar = log.progress(from.epoch(), training.epochs(), tokens);
        Prefetcher batches = prefetch(from, rest)) {
      while (batches.hasNext()) {
        state = step(state, batches, plan, bar);
        if (mustStop()) {
          return state;
        }
        if (training.checkpointSteps() > 0 && state.step() % training.checkpointSteps() == 0) {
          state = checkpoint(state);
        }
      }
    }
    return state;
  }

  private Prefetcher prefetch(TrainingState from, List<int[]> batches) {
    return new Prefetcher(
        batches.size(),
        index -> prepared(from.epoch(), from.batch() + index, batches.get(index)),
        training.prefetchThreads(),
        training.prefetchDepth());
  }

  private Batch prepared(int epoch, int number, int[] indices) {
    List<Sentence> chosen = Arrays.stream(indices).mapToObj(sentences::get).toList();
    long seed = Seeds.of(training.seed(), BATCH, epoch, number);
    Batch batch = new Batch(chosen, Mode.TRAINING, seed);
    model.prepare(batch);
    return batch;
  }

  /** One optimizer step over up to {@code accumulation} batches. */
  private TrainingState step(
      TrainingState state, Prefetcher batches, List<int[]> plan, ProgressBar bar)
      throws IOException {
    long start = System.nanoTime();
    int parts = Math.min(training.accumulation(), plan.size() - state.batch());
    TrainingState.LossWindow window = accumulate(state, batches, parts);
    double norm = finiteNorm(state.step());
    double factor = schedule.factor(state.step(), totalSteps, state.epoch());
    TrainingStepException.run(
        state.step(),
        "optimizer step",
        parts + " batches",
        stepSentences,
        () -> optimizer.step(factor));
    long tokens = stepSentences.stream().mapToLong(Sentence::size).sum();
    throughput.addStep(tokens, System.nanoTime() - start);
    TrainingState next =
        new TrainingState(
            state.epoch(),
            state.batch() + parts,
            state.step() + 1,
            state.bestScore(),
            state.bestEpoch(),
            state.metricsLength(),
            window,
            false);
    bar.advance(tokens, note(window));
    return logged(next, factor * config.optimizer().learningRate(), norm);
  }

  private TrainingState.LossWindow accumulate(TrainingState state, Prefetcher batches, int parts) {
    TrainingState.LossWindow window = state.window();
    parameters.zeroGradients();
    stepSentences = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      Batch batch = batches.next();
      stepSentences.addAll(batch.sentences());
      window = window.plus(step.run(batch, 1.0 / parts, state.step()));
    }
    return window;
  }

  private double finiteNorm(long number) {
    double maxNorm = config.optimizer().clipNorm();
    double norm = maxNorm > 0 ? parameters.clipGradients(maxNorm) : parameters.gradientNorm();
    if (!Double.isFinite(norm)) {
      throw new NonFiniteLossException(number, Map.of("gradient norm", norm), stepSentences);
    }
    return norm;
  }

  private static String note(TrainingState.LossWindow window) {
    Double loss = window.means().get(TrainingStep.TOTAL);
    return loss == null ? "" : String.format(Locale.ROOT, "loss %.3f", loss);
  }

  private TrainingState logged(TrainingState state, double rate, double norm) throws IOException {
    if (state.step() % training.logSteps() != 0) {
      return state;
    }
    log.training(state, rate, norm);
    return state.withWindow(TrainingState.LossWindow.empty());
  }

  private TrainingState endEpoch(TrainingState state) throws IOException {
    throughput.addEpoch();
    Evaluation scores = evaluation.evaluate(dev);
    log.dev(state, scores);
    double score = metric.of(scores).orElseThrow();
    boolean better = score > state.bestScore();
    int epoch = state.epoch();
    int bestEpoch = better ? epoch : state.bestEpoch();
    int patience = config.selection().patience();
    boolean patient = patience == 0 || epoch - bestEpoch < patience;
    log.say(summary(epoch, scores, better));
    TrainingState next =
        new TrainingState(
            epoch + 1,
            0,
            state.step(),
            better ? score : state.bestScore(),
            bestEpoch,
            state.metricsLength(),
            state.window(),
            epoch + 1 == training.epochs() || !patient);
    return checkpoint(next);
  }

  private static String summary(int epoch, Evaluation scores, boolean better) {
    String dev =
        scores.decoders().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue().all().percent())
            .collect(Collectors.joining("  "));
    return "epoch %d: dev %s%s".formatted(epoch + 1, dev, better ? "  (best so far)" : "");
  }

  /** Writes a checkpoint; one at the end of the best epoch so far is marked as the best. */
  private TrainingState checkpoint(TrainingState state) throws IOException {
    if (!parameters.areFinite()) {
      throw NonFiniteLossException.ofWeights(state.step() - 1, stepSentences);
    }
    TrainingState written = state.withMetricsLength(log.metricsLength());
    Checkpoint checkpoint = checkpoints.write(written, model, optimizer);
    if (written.endsBestEpoch()) {
      checkpoints.markBest(checkpoint);
    }
    saved = written;
    return written;
  }
}
