package dms.bench.peer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dms.core.batch.Batch;
import dms.core.batch.BatchPlanner;
import dms.core.batch.Seeds;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Sentence;
import dms.core.tensor.NativeRuntime;
import dms.train.RunConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What a peer needs to do the work of a training run: the batches of its epochs, the number of
 * parameters, and for the check that it does the same work the first weights and the losses of the
 * first batch. Also times the preprocessing of these batches on this thread, and steps without it.
 */
@Command(name = "JointModel", description = "Writes batches, first weights and first losses.")
public final class JointModel implements Callable<Integer> {
  /** As {@code dms.train.StageBatches} names the order of an epoch. */
  private static final long ORDER = 0;

  private static final double NANOS_PER_SECOND = 1e9;

  @Option(names = "--config", required = true, description = "configuration of the run")
  private Path file;

  @Option(names = "--train", required = true, description = "its CoNLL-U file")
  private Path train;

  @Option(names = "--epochs", description = "epochs whose batches are written", defaultValue = "1")
  private int epochs;

  @Option(names = "--weights", description = "where the first weights are written")
  private Path weights;

  @Option(names = "--preprocess", description = "measured passes of preprocessing over epoch 1")
  private int passes;

  @Option(names = "--steps", description = "steps timed after it", defaultValue = "40")
  private int stepCount;

  @Option(names = "--out", required = true, description = "where all else is written, as JSON")
  private Path out;

  @Parameters(description = "overrides of the configuration")
  private List<String> overrides = new ArrayList<>();

  private final Map<String, Object> told = new LinkedHashMap<>();

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new JointModel()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    NativeRuntime runtime = NativeRuntime.require();
    RunConfig config = RunConfig.load(file, overrides, "peer");
    if (config.training().threads() > 0) {
      runtime.useThreads(config.training().threads());
    }
    List<Sentence> sentences = Corpora.first(train, Long.MAX_VALUE);
    List<List<int[]>> plans =
        IntStream.range(0, epochs).mapToObj(epoch -> plan(config, sentences, epoch)).toList();
    try (ModelSteps steps = new ModelSteps(config, sentences)) {
      told.put("parameters", steps.parameterCount());
      told.put("tokens", Corpora.tokens(sentences));
      told.put("steps", (long) plans.get(0).size() * config.training().epochs());
      told.put("epochs", plans);
      if (weights != null) {
        steps.model().parameters().save(weights);
        told.put("losses", losses(steps.model(), steps.prepared(0, plans.get(0).get(0))));
      }
      if (passes > 0) {
        told.put("preprocessSeconds", preprocess(steps, plans.get(0)));
        timeSteps(steps, sentences, plans.get(0));
      }
    }
    Files.writeString(out, new JsonMapper().writeValueAsString(told));
    return 0;
  }

  private static List<int[]> plan(RunConfig config, List<Sentence> sentences, int epoch) {
    BatchPlanner planner =
        new BatchPlanner(config.training().batchTokens(), config.training().batchSentences());
    int[] lengths = sentences.stream().mapToInt(Sentence::size).toArray();
    return planner.plan(lengths, Seeds.of(config.training().seed(), ORDER, epoch));
  }

  private static Map<String, Double> losses(EncodersDecoders model, Batch batch) {
    Map<String, Double> values = new LinkedHashMap<>();
    try (batch) {
      batch.open(model.device());
      model.forward(batch);
      model.losses(batch).forEach((name, loss) -> values.put(name, loss.value()));
    }
    return values;
  }

  private List<Double> preprocess(ModelSteps steps, List<int[]> plan) {
    List<Double> seconds = new ArrayList<>();
    for (int pass = 0; pass <= passes; pass++) {
      long start = System.nanoTime();
      for (int number = 0; number < plan.size(); number++) {
        steps.prepared(number, plan.get(number)).close();
      }
      if (pass > 0) {
        seconds.add((System.nanoTime() - start) / NANOS_PER_SECOND);
      }
    }
    return seconds;
  }

  /** Times steps on batches that are prepared already; the first quarter warms up. */
  private void timeSteps(ModelSteps steps, List<Sentence> sentences, List<int[]> plan) {
    List<int[]> chosen = plan.subList(0, Math.min(plan.size(), stepCount));
    List<Batch> prepared = new ArrayList<>();
    chosen.forEach(batch -> prepared.add(steps.prepared(prepared.size(), batch)));
    int warmup = chosen.size() / 4;
    prepared.subList(0, warmup).forEach(steps::step);
    long start = System.nanoTime();
    prepared.subList(warmup, prepared.size()).forEach(steps::step);
    told.put("stepSeconds", (System.nanoTime() - start) / NANOS_PER_SECOND);
    told.put(
        "stepTokens",
        chosen.subList(warmup, chosen.size()).stream()
            .flatMapToInt(Arrays::stream)
            .mapToLong(i -> sentences.get(i).size())
            .sum());
  }
}
