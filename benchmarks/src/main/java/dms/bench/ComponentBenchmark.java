package dms.bench;

import dms.core.batch.Batch;
import dms.core.batch.Mode;
import dms.core.component.Component;
import dms.core.component.Decoder;
import dms.core.component.Encoder;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.tensor.Loss;
import dms.core.tensor.NativeScope;
import java.io.IOException;
import java.util.ArrayList;
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
 * What each component computes, alone: {@code forward} as in tagging, {@code forward} and backward
 * as in a training step, and {@code postprocess}. What it reads was computed before.
 */
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
public class ComponentBenchmark {
  /** Made by JMH. */
  public ComponentBenchmark() {}

  /** A component and batches on which the others have run. */
  public abstract static class Ready {
    private BenchmarkModel model;
    private final List<ForwardedBatch> batches = new ArrayList<>();
    private int next;

    Ready() {}

    final void make(String part, int tokens, Mode mode) throws IOException {
      BenchmarkData data = BenchmarkData.load();
      String[] names = part.split("\\.");
      model = BenchmarkModel.of(names[0], data, BenchmarkSettings.ofProcess());
      BatchMaker maker =
          new BatchMaker(data.ofTokens(tokens), model.config().training().batchTokens());
      Component component = model.component(names[1]);
      for (int i = 0; i < maker.size(); i++) {
        int index = i;
        batches.add(new ForwardedBatch(model.model(), component, () -> maker.make(index, mode)));
      }
    }

    final Component component(String part) {
      return model.component(part.substring(part.indexOf('.') + 1));
    }

    /** One after the other, so that a mean over many calls is one over all. */
    final ForwardedBatch nextBatch() {
      ForwardedBatch batch = batches.get(next);
      next = (next + 1) % batches.size();
      return batch;
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

  /** A component in tagging. */
  @State(Scope.Benchmark)
  public static class Tagging extends Ready {
    /** A model and its component. */
    @Param({
      "modern.chars",
      "modern.charRnn",
      "modern.words",
      "modern.sentence",
      "modern.upos",
      "modern.xpos",
      "modern.feats",
      "modern.lemma",
      "vectors.vectors",
      "shipped.lemma",
      "transformer.electra"
    })
    public String component;

    /** Tokens of the batches. */
    @Param("3000")
    public int tokens;

    /** Made by JMH. */
    public Tagging() {}

    /** Runs the model. */
    @Setup
    public void make() throws IOException {
      make(component, tokens, Mode.INFERENCE);
    }
  }

  /** A component in training. */
  @State(Scope.Benchmark)
  public static class Training extends Ready {
    /** A model and its component. */
    @Param({
      "modern.chars",
      "modern.charRnn",
      "modern.words",
      "modern.sentence",
      "modern.upos",
      "modern.xpos",
      "modern.feats",
      "modern.lemma",
      "shipped.lemma",
      "transformer.electra"
    })
    public String component;

    /** Tokens of the batches. */
    @Param("3000")
    public int tokens;

    /** Made by JMH. */
    public Training() {}

    /** Runs the model. */
    @Setup
    public void make() throws IOException {
      make(component, tokens, Mode.TRAINING);
    }
  }

  /** A decoder whose output becomes strings. */
  @State(Scope.Benchmark)
  public static class Decoding extends Ready {
    /** A model and its decoder. */
    @Param({"modern.upos", "modern.xpos", "modern.feats", "modern.lemma", "shipped.lemma"})
    public String decoder;

    /** Tokens of the batches. */
    @Param("3000")
    public int tokens;

    /** Made by JMH. */
    public Decoding() {}

    /** Runs the model. */
    @Setup
    public void make() throws IOException {
      make(decoder, tokens, Mode.INFERENCE);
    }
  }

  /** {@code forward} without gradients. */
  @Benchmark
  public void forward(Tagging state, Tokens counted) {
    Component component = state.component(state.component);
    Gradients.without(
        () -> {
          try (Batch batch = state.nextBatch().copy()) {
            forward(component, batch);
            await(component, batch);
            counted.tokens += batch.numTokens();
          }
        });
  }

  /** {@code forward}, the loss of a decoder, and backward to parameters and inputs. */
  @Benchmark
  public void forwardBackward(Training state, Tokens counted) {
    Component component = state.component(state.component);
    try (Batch batch = state.nextBatch().copy()) {
      forward(component, batch);
      Loss loss =
          component instanceof Decoder decoder
              ? decoder.loss(batch).orElseThrow()
              : new Loss(ForwardedBatch.sumOfWritten(batch, component));
      loss.backward();
      if (!batch.device().equals(ComputeDevice.cpu())) {
        loss.value();
      }
      counted.tokens += batch.numTokens();
    }
  }

  /** {@code postprocess} of what is computed already. */
  @Benchmark
  public void postprocess(Decoding state, Tokens counted, Blackhole hole) {
    Decoder decoder = (Decoder) state.component(state.decoder);
    Batch batch = state.nextBatch().source();
    NativeScope.within(() -> hole.consume(decoder.postprocess(batch)));
    counted.tokens += batch.numTokens();
  }

  static void forward(Component component, Batch batch) {
    if (component instanceof Encoder encoder) {
      encoder.forward(batch);
    } else {
      ((Decoder) component).forward(batch);
    }
  }

  /** A card works on while the processor goes on; the time ends when it has ended. */
  private static void await(Component component, Batch batch) {
    if (!batch.device().equals(ComputeDevice.cpu())) {
      ForwardedBatch.await(component, batch);
    }
  }
}
