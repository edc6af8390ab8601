package dms.train.optim;

import dms.core.weights.WeightsMismatchException;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;

/**
 * Stochastic gradient descent with momentum as PyTorch's SGD has it: the momentum sums gradients,
 * the learning rate comes after. Weight decay is an L2 penalty on the matrices. State: {@code
 * optimizer.momentum}.
 */
final class Sgd implements Optimizer {
  private static final String MOMENTUM = "momentum";

  private final OptimizerConfig config;
  private final FlatParameters parameters;
  private final List<Stretch> stretches;
  private final OptimizerState state;

  Sgd(OptimizerConfig config, FlatParameters parameters) {
    this.config = config;
    this.parameters = parameters;
    this.stretches = Stretch.of(parameters.ranges(), config);
    this.state = new OptimizerState(parameters, "sgd", MOMENTUM);
  }

  @Override
  public void step(double factor) {
    state.step(factor, () -> update(factor));
  }

  private void update(double factor) {
    for (Stretch stretch : stretches) {
      state
          .update()
          .apply(
              new IValue(stretch.of(parameters.values())),
              new IValue(stretch.of(parameters.gradients())),
              new IValue(stretch.of(state.vector(MOMENTUM))),
              new IValue(config.learningRate() * factor * stretch.rate()),
              new IValue(config.momentum()),
              new IValue(stretch.decay()));
    }
  }

  @Override
  public long steps() {
    return state.steps();
  }

  @Override
  public Map<String, Tensor> state() {
    return state.tensors();
  }

  @Override
  public void load(Map<String, Tensor> values, String source) throws WeightsMismatchException {
    state.load(values, source);
  }

  @Override
  public void close() {
    state.close();
  }
}
