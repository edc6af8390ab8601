package dms.bench;

import dms.core.batch.Batch;
import dms.core.batch.Mode;
import dms.core.component.Decoder;
import dms.core.corpus.Column;
import dms.core.corpus.Token;
import dms.core.tensor.Gradients;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * What lemmas cost from the encodings to strings: written character by character for each distinct
 * row ({@code modern.lemma} with the token's context, where each token is a row; {@code
 * forms.lemma} without, where the tokens of one form and tag are), or chosen as edits ({@code
 * shipped.lemma}, a row a token). Tags are the gold ones.
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 2)
@Fork(1)
public class LemmaBenchmark {
  private static final Column XPOS = Column.parse("xpos");

  /** A model and its lemmatizer. */
  @Param({"modern.lemma", "forms.lemma", "shipped.lemma"})
  public String lemmatizer;

  /** Tokens of the batches. */
  @Param("4000")
  public int tokens;

  private BenchmarkModel model;
  private Decoder decoder;
  private final List<ForwardedBatch> batches = new ArrayList<>();
  private long[] distinctRows;
  private int next;

  /** Made by JMH. */
  public LemmaBenchmark() {}

  /** Counts the rows, so that JMH also gives the time per row. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Rows {
    /** Distinct rows that were decoded. */
    public long rows;

    /** Made by JMH. */
    public Rows() {}
  }

  /** Runs the model. */
  @Setup
  public void make() throws IOException {
    BenchmarkData data = BenchmarkData.load();
    String[] names = lemmatizer.split("\\.");
    model = BenchmarkModel.of(names[0], data, BenchmarkSettings.ofProcess());
    decoder = (Decoder) model.component(names[1]);
    // As many tokens to a batch as in tagging.
    BatchMaker maker = new BatchMaker(data.ofTokens(tokens), tokens);
    for (int i = 0; i < maker.size(); i++) {
      int index = i;
      batches.add(
          new ForwardedBatch(
              model.model(), decoder, () -> maker.make(index, Mode.EVALUATION_WITH_GOLD_INPUTS)));
    }
    distinctRows = batches.stream().mapToLong(batch -> rows(batch.source())).toArray();
  }

  /** Lemmas of a batch as strings. */
  @Benchmark
  public void lemmas(Tokens counted, Rows rows, Blackhole hole) {
    ForwardedBatch source = batches.get(next);
    rows.rows += distinctRows[next];
    next = (next + 1) % batches.size();
    Gradients.without(
        () -> {
          try (Batch batch = source.copy()) {
            decoder.forward(batch);
            hole.consume(decoder.postprocess(batch));
            counted.tokens += batch.numTokens();
          }
        });
  }

  private long rows(Batch batch) {
    if (!lemmatizer.startsWith("forms.")) {
      return batch.numTokens();
    }
    return batch.sentences().stream()
        .flatMap(sentence -> sentence.tokens().stream())
        .map(LemmaBenchmark::formAndTag)
        .distinct()
        .count();
  }

  private static List<String> formAndTag(Token token) {
    return List.of(token.form(), token.value(XPOS).orElse(""));
  }

  /** Frees batches and model. */
  @TearDown
  public void free() {
    for (int i = batches.size() - 1; i >= 0; i--) {
      batches.get(i).close();
    }
    model.close();
  }
}
