package dms.components.layer;

import dms.core.weights.ParameterTree;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A learnt mean of several layers (Peters et al. 2018): γ Σ softmax(w)_i x_i. It begins as their
 * plain mean.
 */
public final class ScalarMix {
  private final Tensor weights;
  private final Tensor gamma;

  /**
   * @param layers number of layers mixed
   */
  public ScalarMix(int layers, ParameterTree parameters) {
    Module module = new Module();
    // What registering returns is a place in the module, which the next parameter may move.
    this.weights = new Tensor(module.register_parameter("weights", torch.zeros(layers)));
    this.gamma = new Tensor(module.register_parameter("gamma", torch.ones(1)));
    parameters.register("mix", module);
  }

  /** Shape (…, layers, dim) gives (…, dim). */
  public Tensor apply(Tensor x) {
    return torch.matmul(torch.softmax(weights, 0), x).mul(gamma);
  }
}
