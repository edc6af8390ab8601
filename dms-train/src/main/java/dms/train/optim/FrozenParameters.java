package dms.train.optim;

import dms.core.weights.ParameterTree;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Tensor;

/**
 * Keeps parameters from taking gradients as long as it is open, so that {@link FlatParameters} and
 * with it every optimizer leaves them alone, weight decay included. Those that took none before
 * take none after.
 */
public final class FrozenParameters implements AutoCloseable {
  private final List<Tensor> frozen;

  /**
   * Freezes the parameters of some components.
   *
   * @param components whether the parameters of a component of that name are frozen
   */
  public FrozenParameters(ParameterTree parameters, Predicate<String> components) {
    this.frozen =
        parameters.tensors().entrySet().stream()
            .filter(entry -> components.test(entry.getKey().split("\\.", 2)[0]))
            .map(Map.Entry::getValue)
            .filter(Tensor::requires_grad)
            .toList();
    frozen.forEach(parameter -> parameter.set_requires_grad(false));
  }

  /** Lets them take gradients again. */
  @Override
  public void close() {
    frozen.forEach(parameter -> parameter.set_requires_grad(true));
  }
}
