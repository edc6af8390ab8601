package dms.train.optim;

import java.util.Optional;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;

/**
 * Stochastic gradient descent with momentum as PyTorch's SGD has it: the momentum sums gradients,
 * the learning rate comes after. Weight decay is an L2 penalty on the matrices. State: {@code
 * optimizer.momentum}.
 */
final class Sgd extends FlatOptimizer {
  private static final String MOMENTUM = "momentum";

  Sgd(OptimizerConfig config, FlatParameters parameters) {
    super(config, parameters, "sgd", MOMENTUM);
  }

  @Override
  void update(double factor, Optional<Tensor> unsound) {
    for (Stretch stretch : stretches) {
      state
          .update()
          .apply(
              new IValue(stretch.of(parameters.values())),
              new IValue(stretch.of(parameters.gradients())),
              new IValue(stretch.of(state.vector(MOMENTUM))),
              new IValue(config.learningRate() * factor * stretch.rate()),
              new IValue(config.momentum()),
              new IValue(stretch.decay()),
              FusedUpdate.optional(unsound));
    }
  }
}
