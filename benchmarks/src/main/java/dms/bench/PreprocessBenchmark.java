package dms.bench;

import dms.core.batch.Batch;
import dms.core.batch.BatchPlanner;
import dms.core.batch.Mode;
import dms.core.component.BatchPreprocess;
import dms.core.component.Component;
import dms.core.component.Decoder;
import dms.core.component.Encoder;
import dms.core.corpus.Sentence;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What preparing batches costs, component by component: {@code preprocess} of encoders and {@code
 * addTargets} of decoders over some batches of a training, each made anew. {@code batch} is the
 * empty batch that all others include, {@code plan} decides who shares a batch, and {@code *} is
 * everything that a model prepares.
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
public class PreprocessBenchmark {
  private static final int BATCH_SENTENCES = 256;

  /** A model and its component, {@code batch} or {@code plan}. */
  @Param({
    "batch",
    "plan",
    "modern.chars",
    "modern.words",
    "modern.sentence",
    "vectors.vectors",
    "shipped.words",
    "transformer.electra",
    "modern.upos",
    "modern.xpos",
    "modern.feats",
    "modern.lemma",
    "shipped.lemma",
    "modern.*",
    "shipped.*",
    "transformer.*"
  })
  public String part;

  /** Tokens of the batches. */
  @Param("10000")
  public int tokens;

  private BenchmarkModel model;
  private BatchMaker batches;
  private BatchPreprocess work;
  private int[] lengths;
  private long epoch;

  /** Made by JMH. */
  public PreprocessBenchmark() {}

  /** Reads the data and assembles the model. */
  @Setup
  public void make() throws IOException {
    BenchmarkData data = BenchmarkData.load();
    String[] names = part.contains(".") ? part.split("\\.") : new String[] {"modern", part};
    model = BenchmarkModel.of(names[0], data, BenchmarkSettings.ofProcess());
    List<Sentence> sentences = data.ofTokens(tokens);
    batches = new BatchMaker(sentences, model.config().training().batchTokens());
    lengths = sentences.stream().mapToInt(Sentence::size).toArray();
    work =
        switch (names[1]) {
          case "batch", "plan" -> batch -> {};
          case "*" -> model.model()::prepare;
          default -> of(model.component(names[1]));
        };
  }

  private static BatchPreprocess of(Component component) {
    return component instanceof Encoder encoder
        ? encoder::preprocess
        : ((Decoder) component)::addTargets;
  }

  /** Prepares all batches, or plans them. */
  @Benchmark
  public void prepare(Tokens counted, Blackhole hole) {
    if (part.equals("plan")) {
      int batchTokens = model.config().training().batchTokens();
      hole.consume(new BatchPlanner(batchTokens, BATCH_SENTENCES).plan(lengths, epoch++));
    } else {
      for (int i = 0; i < batches.size(); i++) {
        try (Batch batch = batches.make(i, Mode.TRAINING)) {
          work.preprocess(batch);
          hole.consume(batch);
        }
      }
    }
    counted.tokens += batches.tokens();
  }

  /** Frees the model. */
  @TearDown
  public void free() {
    model.close();
  }
}
