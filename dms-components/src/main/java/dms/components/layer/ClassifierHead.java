package dms.components.layer;

import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import org.bytedeco.pytorch.LayerNormImpl;
import org.bytedeco.pytorch.LayerNormOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LongVector;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The paper's classification head (section 2.3): dense, layer normalization (Ba et al. 2016), ReLU,
 * linear.
 */
public final class ClassifierHead {
  private final LinearImpl dense;
  private final LayerNormImpl norm;
  private final LinearImpl output;

  /**
   * A head whose dense layer is as large as what it reads.
   *
   * @param inputDim size of the last axis of what it reads
   * @param classes number of classes
   */
  public ClassifierHead(int inputDim, int classes, ParameterTree parameters) {
    this(inputDim, inputDim, classes, parameters);
  }

  /**
   * @param inputDim size of the last axis of what it reads
   * @param hidden size of the dense layer
   * @param classes number of classes
   */
  public ClassifierHead(int inputDim, int hidden, int classes, ParameterTree parameters) {
    this.dense = parameters.register("dense", new LinearImpl(inputDim, hidden));
    this.norm =
        parameters.register(
            "norm", new LayerNormImpl(new LayerNormOptions(new LongVector(new long[] {hidden}))));
    this.output = parameters.register("output", new LinearImpl(hidden, classes));
  }

  /**
   * Sets what the classes score before anything of the input is known, such as the logarithms of
   * their shares.
   *
   * @param scores one for each class
   */
  public void startFrom(float[] scores) {
    Tensor bias = output.bias();
    Gradients.without(() -> bias.copy_(Tensors.of(scores, ComputeDevice.of(bias), scores.length)));
  }

  /**
   * @param x shape (…, inputDim)
   * @param dropout probability before the last layer
   * @param training whether dropout is active
   * @return logits, shape (…, classes); 32-bit floats in any precision
   */
  public Tensor apply(Tensor x, double dropout, boolean training) {
    Tensor hidden = torch.relu(norm.forward(dense.forward(x)));
    return Tensors.float32(output.forward(Dropout.apply(hidden, dropout, training)));
  }
}
