package dms.train.optim;

import dms.core.weights.WeightsMismatchException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** An optimizer whose state is flat vectors beside the flat parameters; it adds only its update. */
abstract class FlatOptimizer implements Optimizer {
  final OptimizerConfig config;
  final FlatParameters parameters;
  final List<Stretch> stretches;
  final OptimizerState state;

  /**
   * @param function in {@code updates.py}
   * @param vectors names of the state's vectors after {@code optimizer.}
   */
  FlatOptimizer(
      OptimizerConfig config, FlatParameters parameters, String function, String... vectors) {
    this.config = config;
    this.parameters = parameters;
    this.stretches = Stretch.of(parameters.ranges(), config);
    this.state = new OptimizerState(parameters, function, vectors);
  }

  /**
   * Applies the update to every stretch; the step is counted already.
   *
   * @param unsound 1 where nothing is to change, else 0
   */
  abstract void update(double factor, Optional<Tensor> unsound);

  @Override
  public final void step(double factor) {
    state.step(factor, () -> update(factor, Optional.empty()));
  }

  @Override
  public final void step(double factor, UnreadNumbers numbers) {
    state.step(factor, () -> update(factor, Optional.of(numbers.unsound())));
  }

  @Override
  public final long steps() {
    return state.steps();
  }

  @Override
  public final Map<String, Tensor> state() {
    return state.tensors();
  }

  @Override
  public final void load(Map<String, Tensor> values, String source)
      throws WeightsMismatchException {
    state.load(values, source);
  }

  @Override
  public final void close() {
    state.close();
  }
}
