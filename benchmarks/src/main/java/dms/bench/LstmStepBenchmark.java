package dms.bench;

import dms.components.layer.BidirectionalLstm;
import dms.components.layer.Reversal;
import dms.core.batch.Batch;
import dms.core.batch.Mode;
import dms.core.corpus.Sentence;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeRuntime;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import dms.train.optim.FlatParameters;
import dms.train.optim.Optimizer;
import dms.train.optim.OptimizerConfig;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
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
 * A training step of embedding, two layers of BiLSTM, linear layer, cross entropy and Adam on a
 * batch of 16 sentences of 40 tokens: the step that {@code peers/lstm_step.py} makes in Python,
 * with the project's own layers and optimizer.
 */
@State(Scope.Benchmark)
@BenchmarkMode({org.openjdk.jmh.annotations.Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class LstmStepBenchmark {
  private static final int SENTENCES = 16;
  private static final int TOKENS = 40;
  private static final int FORMS = 5_000;
  private static final int DIM = 64;
  private static final int HIDDEN = 256;
  private static final int TAGS = 50;

  /** Threads of one operation. */
  @Param("2")
  public int threads;

  private final ComputeDevice device = ComputeDevice.cpu();
  private NativeScope memory;
  private EmbeddingImpl embedding;
  private BidirectionalLstm first;
  private BidirectionalLstm second;
  private LinearImpl output;
  private FlatParameters parameters;
  private Optimizer optimizer;
  private int[] ids;
  private int[] targets;
  private int[] reversal;

  /** Makes the model and one batch. */
  @Setup
  public void make() {
    NativeRuntime.load().useThreads(threads);
    memory = NativeScope.open();
    ParameterTree tree = new ParameterTree(device);
    embedding = tree.register("embedding", new EmbeddingImpl(FORMS, DIM));
    first = new BidirectionalLstm("lstm.0", DIM, HIDDEN, tree);
    second = new BidirectionalLstm("lstm.1", first.outputDim(), HIDDEN, tree);
    output = tree.register("output", new LinearImpl(second.outputDim(), TAGS));
    memory.leave();
    parameters = new FlatParameters(tree);
    optimizer = Optimizer.of(adam(), parameters);
    Random random = new Random(1);
    ids = random.ints(SENTENCES * TOKENS, 0, FORMS).toArray();
    targets = random.ints(SENTENCES * TOKENS, 0, TAGS).toArray();
    List<Sentence> sentences =
        Collections.nCopies(SENTENCES, Sentence.ofForms(Collections.nCopies(TOKENS, "x")));
    try (Batch batch = new Batch(sentences, Mode.TRAINING, 0)) {
      reversal = Reversal.of(batch).values();
    }
  }

  private static OptimizerConfig adam() {
    return new OptimizerConfig(
        OptimizerConfig.Type.ADAM, 1e-3, 0.9, 0.999, 1e-8, 0.0, 0.9, 0.0, Map.of());
  }

  /** One step; gives its loss. */
  @Benchmark
  public double step() {
    double[] loss = new double[1];
    NativeScope.within(
        () -> {
          parameters.zeroGradients();
          Tensor tokens = Tensors.of(ids, device).view(SENTENCES, TOKENS);
          Tensor order = Tensors.of(reversal, device);
          Tensor encoded = second.apply(first.apply(embedding.forward(tokens), order), order);
          Tensor logits = output.forward(encoded).view(-1, TAGS);
          Tensor value =
              torch.cross_entropy_loss(
                  logits, Tensors.of(targets, device), new TensorOptional(), 1, -100, 0.0);
          value.backward();
          optimizer.step(1.0);
          loss[0] = value.item_double();
        });
    return loss[0];
  }

  /** Frees the model. */
  @TearDown
  public void free() {
    optimizer.close();
    parameters.close();
    memory.close();
  }
}
