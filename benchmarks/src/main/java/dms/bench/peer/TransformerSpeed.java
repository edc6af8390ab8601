package dms.bench.peer;

import dms.components.encoder.PieceRows;
import dms.core.batch.BatchPlanner;
import dms.core.corpus.ConlluReader;
import dms.core.corpus.ConlluWriter;
import dms.core.corpus.Sentence;
import dms.core.tensor.NativeRuntime;
import dms.hub.PipelineOptions;
import dms.hub.TaggingPipeline;
import dms.train.RunConfig;
import dms.train.TrainingConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How near tagging and fine-tuning come to the speed of the transformer in them: in each round the
 * bare transformer and whole systems in turn, on the same batches.
 */
@Command(name = "TransformerSpeed", description = "Times a bare transformer and systems with it.")
public final class TransformerSpeed implements Callable<Integer> {
  private static final int UNLIMITED = Integer.MAX_VALUE;

  @Option(names = "--electra", required = true, description = "folder of the pretrained model")
  private Path electra;

  @Option(names = "--bundle", description = "name=folder of a system; may be repeated")
  private Map<String, Path> bundles = new LinkedHashMap<>();

  @Option(names = "--tag", description = "CoNLL-U file to tag")
  private Path tagged;

  @Option(names = "--tokens", description = "tokens of it", defaultValue = "10000")
  private long tokens;

  @Option(names = "--batch-tokens", description = "tokens of a batch in tagging; 0: as by default")
  private int batchTokens;

  @Option(names = "--pipeline-threads", description = "threads of an operation; 0: as by default")
  private int pipelineThreads;

  @Option(names = "--config", required = true, description = "name=configuration; may be repeated")
  private Map<String, Path> configs = new LinkedHashMap<>();

  @Option(names = "--train", required = true, description = "its CoNLL-U file")
  private Path train;

  @Option(
      names = "--train-tokens",
      description = "tokens of it; 0 for no fine-tuning",
      defaultValue = "4000")
  private long trainTokens;

  @Option(names = "--threads", description = "threads of the machine", defaultValue = "2")
  private int threads;

  @Option(names = "--rounds", description = "measured rounds", defaultValue = "3")
  private int rounds;

  @Option(names = "--batches", description = "where the batches are written, as JSON")
  private Path batchesFile;

  @Option(names = "--out", required = true, description = "where the times are written, as JSON")
  private Path out;

  private final Timings timings = new Timings();
  private final Map<String, List<PieceRows>> batches = new LinkedHashMap<>();

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TransformerSpeed()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    NativeRuntime runtime = NativeRuntime.require();
    runtime.useThreads(threads);
    timings.fact("threads", threads);
    PieceBatches pieces = new PieceBatches(electra);
    Map<String, RunConfig> runs = new LinkedHashMap<>();
    configs.forEach((name, config) -> runs.put(name, run(config)));
    RunConfig first = runs.values().iterator().next();
    try (BareTransformer bare =
        new BareTransformer(
            pieces.files().config(), electra.resolve("model.safetensors"), first.optimizer())) {
      if (tagged != null) {
        tagging(pieces, bare, runtime);
      }
      if (trainTokens > 0) {
        training(pieces, bare, runs);
      }
    }
    if (batchesFile != null) {
      PieceBatches.write(batchesFile, batches);
    }
    timings.write(out, runtime);
    return 0;
  }

  private RunConfig run(Path config) {
    List<String> overrides =
        List.of(
            "data.train=[\"" + train + "\"]",
            "data.dev=[\"" + train + "\"]",
            "encoders.electra.model=\"" + electra + '"');
    return RunConfig.load(config, overrides, "peer");
  }

  private void tagging(PieceBatches pieces, BareTransformer bare, NativeRuntime runtime)
      throws IOException {
    List<Sentence> sentences = Corpora.first(tagged, tokens);
    long count = Corpora.tokens(sentences);
    PipelineOptions options = options();
    List<PieceRows> rows = pieces.ofTagging(sentences, options.batchTokens());
    batches.put("tagging", rows);
    describe("tagging", count, rows);
    byte[] text = conllu(sentences);
    Map<String, TaggingPipeline> systems = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Path> bundle : bundles.entrySet()) {
        systems.put(bundle.getKey(), TaggingPipeline.load(bundle.getValue().toString(), options));
      }
      for (int round = 0; round <= rounds; round++) {
        boolean warmUp = round == 0;
        runtime.useThreads(threads);
        timings.time("forward, one batch at a time", count, warmUp, () -> bare.forward(rows));
        for (Map.Entry<String, TaggingPipeline> system : systems.entrySet()) {
          timings.time("tag " + system.getKey(), count, warmUp, () -> tag(system.getValue(), text));
        }
        timings.time("forward, a batch per core", count, warmUp, () -> bare.forward(rows, threads));
      }
    } finally {
      systems.values().forEach(TaggingPipeline::close);
      runtime.useThreads(threads);
    }
  }

  private PipelineOptions options() {
    PipelineOptions options = PipelineOptions.defaults();
    if (batchTokens > 0) {
      options = options.withBatchTokens(batchTokens);
    }
    return pipelineThreads > 0 ? options.withThreads(pipelineThreads) : options;
  }

  private static byte[] conllu(List<Sentence> sentences) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (ConlluWriter writer = new ConlluWriter(text)) {
      for (Sentence sentence : sentences) {
        writer.write(sentence);
      }
    }
    return text.toByteArray();
  }

  private static void tag(TaggingPipeline pipeline, byte[] text) throws IOException {
    try (ConlluReader in = new ConlluReader(new ByteArrayInputStream(text), "memory");
        ConlluWriter written = new ConlluWriter(new ByteArrayOutputStream())) {
      pipeline.tag(in, written);
    }
  }

  private void training(PieceBatches pieces, BareTransformer bare, Map<String, RunConfig> runs)
      throws IOException {
    List<Sentence> first = Corpora.first(train, trainTokens);
    long count = Corpora.tokens(first);
    int[] lengths = first.stream().mapToInt(Sentence::size).toArray();
    // The configurations differ in their lemmatizer only.
    TrainingConfig training = runs.values().iterator().next().training();
    BatchPlanner planner = new BatchPlanner(training.batchTokens(), training.batchSentences());
    List<int[]> plan = planner.plan(lengths, training.seed());
    List<PieceRows> rows = pieces.ofPlan(first, plan);
    batches.put("training", rows);
    describe("training", count, rows);
    Map<String, ModelSteps> tuned = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, RunConfig> run : runs.entrySet()) {
        tuned.put(run.getKey(), new ModelSteps(run.getValue(), Corpora.first(train, UNLIMITED)));
      }
      for (int round = 0; round <= rounds; round++) {
        boolean warmUp = round == 0;
        timings.time("bare training step", count, warmUp, () -> rows.forEach(bare::train));
        for (Map.Entry<String, ModelSteps> system : tuned.entrySet()) {
          String name = "fine-tuning " + system.getKey();
          timings.time(name, count, warmUp, () -> system.getValue().train(plan));
        }
      }
    } finally {
      tuned.values().forEach(ModelSteps::close);
    }
  }

  private void describe(String work, long count, List<PieceRows> rows) {
    long padded = rows.stream().mapToLong(batch -> batch.pieces().values().length).sum();
    timings.fact(work + " tokens", count);
    timings.fact(work + " batches", rows.size());
    timings.fact(work + " pieces, padding included", padded);
  }
}
