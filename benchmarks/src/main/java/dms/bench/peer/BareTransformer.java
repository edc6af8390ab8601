package dms.bench.peer;

import dms.components.encoder.PieceRows;
import dms.components.layer.Transformer;
import dms.components.layer.TransformerConfig;
import dms.components.layer.TransformerWeights;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.tensor.Loss;
import dms.core.tensor.NativeRuntime;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import dms.train.optim.FlatParameters;
import dms.train.optim.Optimizer;
import dms.train.optim.OptimizerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.pytorch.Tensor;

/** The transformer and nothing else: pieces in, vectors out. */
final class BareTransformer implements AutoCloseable {
  private final ComputeDevice device = ComputeDevice.cpu();
  private final NativeScope memory;
  private final Transformer transformer;
  private final FlatParameters parameters;
  private final Optimizer optimizer;

  BareTransformer(TransformerConfig config, Path weights, OptimizerConfig optimizer)
      throws IOException {
    this.memory = NativeScope.open();
    ParameterTree tree = new ParameterTree(device);
    this.transformer = new Transformer(config, 0, tree);
    TransformerWeights.load(weights, tree);
    memory.leave();
    this.parameters = new FlatParameters(tree);
    this.optimizer = Optimizer.of(optimizer, parameters);
  }

  /** Runs batches one after the other on this thread. */
  void forward(List<PieceRows> batches) {
    batches.forEach(this::forward);
  }

  /** Runs batches on so many threads, each with operations of one thread. */
  void forward(List<PieceRows> batches, int workers) {
    Queue<PieceRows> waiting = new ConcurrentLinkedQueue<>(batches);
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        running.add(pool.submit(() -> drain(waiting)));
      }
      for (Future<?> worker : running) {
        worker.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a worker of the bare transformer failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the bare transformer ran", e);
    } finally {
      pool.shutdown();
    }
  }

  private void drain(Queue<PieceRows> waiting) {
    NativeRuntime.load().useThreads(1);
    for (PieceRows batch = waiting.poll(); batch != null; batch = waiting.poll()) {
      forward(batch);
    }
  }

  private void forward(PieceRows batch) {
    Gradients.without(() -> NativeScope.within(() -> apply(batch, false)));
  }

  private Tensor apply(PieceRows batch, boolean training) {
    Tensor ids = Tensors.of(batch.pieces(), device);
    Tensor mask = Tensors.of(batch.mask(), device);
    return transformer.apply(ids, mask, 1, training).get(0);
  }

  /** Forward, backward of the mean of all outputs, and a step of the optimizer. */
  void train(PieceRows batch) {
    NativeScope.within(
        () -> {
          parameters.zeroGradients();
          new Loss(apply(batch, true).mean()).backward();
          optimizer.step(1.0);
        });
  }

  @Override
  public void close() {
    optimizer.close();
    parameters.close();
    memory.close();
  }
}
