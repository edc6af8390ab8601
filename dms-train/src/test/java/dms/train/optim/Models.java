package dms.train.optim;

import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Loss;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.GRUOptions;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Small models to train; owned by the scope they are made in. */
final class Models {
  private Models() {}

  /** A model with one of each layer that DMS uses, in three components. */
  static final class Tagger {
    final ParameterTree parameters = new ParameterTree(ComputeDevice.cpu());
    final EmbeddingImpl embedding;
    final LSTMImpl lstm;
    final GRUImpl gru;
    final LinearImpl output;

    Tagger(long seed) {
      ComputeDevice.cpu().seed(seed);
      LSTMOptions lstmOptions = new LSTMOptions(5, 7);
      lstmOptions.num_layers().put(2);
      lstmOptions.bidirectional().put(true);
      GRUOptions gruOptions = new GRUOptions(14, 3);
      this.embedding = parameters.branch("word").register("embedding", new EmbeddingImpl(11, 5));
      this.lstm = parameters.branch("sentence").register("lstm", new LSTMImpl(lstmOptions));
      this.gru = parameters.branch("sentence").register("gru", new GRUImpl(gruOptions));
      this.output = parameters.branch("tag").register("output", new LinearImpl(3, 4));
    }

    /** Logits of a fixed batch, shape (6 · 2, 4). */
    Tensor logits() {
      int[] ids = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 3};
      Tensor x = embedding.forward(Tensors.of(ids, ComputeDevice.cpu()).view(6, 2));
      return output.forward(gru.forward(lstm.forward(x).get0()).get0()).view(12, 4);
    }

    Loss loss() {
      int[] targets = {0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3};
      return new Loss(torch.cross_entropy_loss(logits(), Tensors.of(targets, ComputeDevice.cpu())));
    }

    /** One step; the value of the loss before it. */
    double step(FlatParameters flat, Optimizer optimizer) {
      flat.zeroGradients();
      Loss loss = loss();
      loss.backward();
      optimizer.step(1);
      return loss.value();
    }
  }

  /** A tree of the given parameters in one component. */
  static ParameterTree tree(String component, Object... namesAndTensors) {
    ParameterTree tree = new ParameterTree(ComputeDevice.cpu());
    Module module = new Module();
    for (int i = 0; i < namesAndTensors.length; i += 2) {
      module.register_parameter((String) namesAndTensors[i], (Tensor) namesAndTensors[i + 1]);
    }
    tree.branch(component).register("layer", module);
    return tree;
  }
}
