package dms.train.optim;

import dms.core.tensor.ComputeDevice;
import dms.core.weights.WeightsMismatchException;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Adam (Kingma and Ba 2015) and, with weight decay on the matrices, AdamW (Loshchilov and Hutter
 * 2019). State: {@code optimizer.first_moment}, {@code optimizer.second_moment}.
 */
final class Adam implements Optimizer {
  private static final String FIRST_MOMENT = "first_moment";
  private static final String SECOND_MOMENT = "second_moment";

  private final OptimizerConfig config;
  private final FlatParameters parameters;
  private final List<Stretch> stretches;
  private final OptimizerState state;

  Adam(OptimizerConfig config, FlatParameters parameters) {
    this.config = config;
    this.parameters = parameters;
    this.stretches = Stretch.of(parameters.ranges(), config);
    this.state = new OptimizerState(parameters, "adamw", FIRST_MOMENT, SECOND_MOMENT);
  }

  @Override
  public void step(double factor) {
    state.step(factor, () -> update(factor));
  }

  private void update(double factor) {
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
