package dms.bench;

import dms.core.batch.Batch;
import dms.core.batch.Mode;
import dms.core.batch.Prefetcher;
import dms.core.component.EncodersDecoders;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
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

/**
 * A whole training step, its batch included: zero the gradients, take a batch, forward, losses,
 * backward, clip, optimizer. The batch is prepared between the steps ({@code in-loop}, as the paper
 * has it), by a background thread ({@code ahead}, what a training does), or comes from values kept
 * from an earlier epoch ({@code cached}). {@link StepCosts} tells what that took of the thread that
 * trains.
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 3)
@Fork(1)
public class StepBenchmark {
  /** The model that is trained. */
  @Param({"modern", "shipped", "transformer"})
  public String model;

  /** Where batches are prepared. */
  @Param({"in-loop", "ahead", "cached"})
  public String preparing;

  /** Tokens of the different batches. */
  @Param("20000")
  public int tokens;

  private BenchmarkModel assembled;
  private ModelTraining training;
  private Iterator<Batch> batches;
  private Optional<Prefetcher> prefetcher = Optional.empty();

  /** Made by JMH. */
  public StepBenchmark() {}

  /** Assembles the model and begins to prepare batches. */
  @Setup
  public void make() throws IOException {
    BenchmarkData data = BenchmarkData.load();
    assembled = BenchmarkModel.of(model, data, BenchmarkSettings.ofProcess());
    EncodersDecoders trained = assembled.model();
    training = new ModelTraining(trained, assembled.config().optimizer());
    BatchMaker maker =
        new BatchMaker(data.ofTokens(tokens), assembled.config().training().batchTokens());
    batches =
        switch (preparing) {
          case "in-loop" -> prefetcher(maker, 0);
          case "ahead" -> prefetcher(maker, assembled.config().training().prefetchThreads());
          case "cached" -> new PreparedBatches(trained, maker);
          default ->
              throw new IllegalArgumentException(
                  "preparing: expected in-loop, ahead or cached, found " + preparing);
        };
  }

  /** Without threads it makes each batch when it is asked for, as a training does then. */
  private Prefetcher prefetcher(BatchMaker maker, int threads) {
    int depth = assembled.config().training().prefetchDepth();
    Prefetcher made =
        new Prefetcher(Integer.MAX_VALUE, index -> prepared(maker, index), threads, depth);
    prefetcher = Optional.of(made);
    return made;
  }

  private Batch prepared(BatchMaker maker, int index) {
    Batch batch = maker.make(index, Mode.TRAINING);
    assembled.model().prepare(batch);
    return batch;
  }

  /** One step; gives its loss. */
  @Benchmark
  public double step(Tokens counted, StepCosts costs) {
    long begin = System.nanoTime();
    Batch batch = batches.next();
    long got = System.nanoTime();
    counted.tokens += batch.numTokens();
    double loss = training.step(batch);
    costs.preparingNanos += got - begin;
    costs.stepNanos += System.nanoTime() - begin;
    return loss;
  }

  /** Stops the background thread and frees the model. */
  @TearDown
  public void free() {
    prefetcher.ifPresent(Prefetcher::close);
    training.close();
    assembled.close();
  }
}
