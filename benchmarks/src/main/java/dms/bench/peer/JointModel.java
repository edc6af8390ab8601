package dms.bench.peer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dms.components.config.Blueprint;
import dms.components.config.ModelAssembler;
import dms.components.config.TrainingCorpus;
import dms.core.batch.Batch;
import dms.core.batch.BatchPlanner;
import dms.core.batch.Mode;
import dms.core.batch.Seeds;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Loss;
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
 * first batch. Also times the preprocessing of these batches on this thread.
 */
@Command(name = "JointModel", description = "Writes batches, first weights and first losses.")
public final class JointModel implements Callable<Integer> {
  /** As {@code dms.train.StageBatches} names the order of an epoch. */
  private static final long ORDER = 0;

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

  @Option(names = "--out", required = true, description = "where all else is written, as JSON")
  private Path out;

  @Parameters(description = "overrides of the configuration")
  private List<String> overrides = new ArrayList<>();

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new JointModel()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    NativeRuntime.require();
    RunConfig config = RunConfig.load(file, overrides, "peer");
    List<Sentence> sentences = Corpora.first(train, Long.MAX_VALUE);
    Blueprint blueprint = config.blueprint();
    long seed = config.training().seed();
    List<List<int[]>> plans =
        IntStream.range(0, epochs).mapToObj(epoch -> plan(config, sentences, epoch)).toList();
    Map<String, Object> told = new LinkedHashMap<>();
    try (EncodersDecoders model =
        ModelAssembler.assemble(
            blueprint, blueprint.learn(new TrainingCorpus(sentences)), ComputeDevice.cpu(), seed)) {
      told.put("parameters", model.parameters().count());
      told.put("tokens", Corpora.tokens(sentences));
      told.put("steps", (long) plans.get(0).size() * config.training().epochs());
      told.put("epochs", plans);
      if (weights != null) {
        model.parameters().save(weights);
        told.put("losses", losses(model, batch(sentences, plans.get(0).get(0))));
      }
      if (passes > 0) {
        told.put("preprocessSeconds", preprocess(model, sentences, plans.get(0)));
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

  private static Batch batch(List<Sentence> sentences, int[] chosen) {
    return new Batch(Arrays.stream(chosen).mapToObj(sentences::get).toList(), Mode.TRAINING, 1);
  }

  private static Map<String, Double> losses(EncodersDecoders model, Batch batch) {
    Map<String, Double> values = new LinkedHashMap<>();
    try (batch) {
      model.prepare(batch);
      batch.open(model.device());
      model.forward(batch);
      Map<String, Loss> losses = model.losses(batch);
      losses.forEach((name, loss) -> values.put(name, loss.value()));
    }
    return values;
  }

  private List<Double> preprocess(
      EncodersDecoders model, List<Sentence> sentences, List<int[]> plan) {
    List<Double> seconds = new ArrayList<>();
    for (int pass = 0; pass <= passes; pass++) {
      long start = System.nanoTime();
      for (int[] chosen : plan) {
        try (Batch batch = batch(sentences, chosen)) {
          model.prepare(batch);
        }
      }
      if (pass > 0) {
        seconds.add((System.nanoTime() - start) / 1e9);
      }
    }
    return seconds;
  }
}
