package dms.train.optim;

import dms.core.tensor.ComputeDevice;
import java.util.Optional;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Adam (Kingma and Ba 2015) and, with weight decay on the matrices, AdamW (Loshchilov and Hutter
 * 2019). State: {@code optimizer.first_moment}, {@code optimizer.second_moment}.
 */
final class Adam extends FlatOptimizer {
  private static final String FIRST_MOMENT = "first_moment";
  private static final String SECOND_MOMENT = "second_moment";

  Adam(OptimizerConfig config, FlatParameters parameters) {
    super(config, parameters, "adamw", FIRST_MOMENT, SECOND_MOMENT);
  }

  @Override
  void update(double factor, Optional<Tensor> unsound) {
    ComputeDevice device = ComputeDevice.of(parameters.values());
    Tensor step =
        torch.full(new long[0], new Scalar(state.steps()), device.options(ScalarType.Float));
    for (Stretch stretch : stretches) {
      state
          .update()
          .apply(
              new IValue(stretch.of(parameters.values())),
              new IValue(stretch.of(parameters.gradients())),
              new IValue(stretch.of(state.vector(FIRST_MOMENT))),
              new IValue(stretch.of(state.vector(SECOND_MOMENT))),
              new IValue(step),
              new IValue(config.learningRate() * factor * stretch.rate()),
              new IValue(config.beta1()),
              new IValue(config.beta2()),
              new IValue(config.epsilon()),
              new IValue(stretch.decay()),
              FusedUpdate.optional(unsound));
    }
  }
}
