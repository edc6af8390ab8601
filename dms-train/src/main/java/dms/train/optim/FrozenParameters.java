package dms.train.optim;

import dms.core.weights.ParameterTree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
            .filter(entry -> components.test(component(entry.getKey())))
            .map(Map.Entry::getValue)
            .filter(Tensor::requires_grad)
            .toList();
    frozen.forEach(parameter -> parameter.set_requires_grad(false));
  }

  /** Names of the components that have parameters. */
  public static Set<String> holders(ParameterTree parameters) {
    return components(parameters, parameter -> true);
  }

  /** Names of the components that have parameters which take gradients. */
  public static Set<String> trainable(ParameterTree parameters) {
    return components(parameters, Tensor::requires_grad);
  }

  private static Set<String> components(ParameterTree parameters, Predicate<Tensor> which) {
    return parameters.tensors().entrySet().stream()
        .filter(entry -> which.test(entry.getValue()))
        .map(entry -> component(entry.getKey()))
        .collect(Collectors.toSet());
  }

  private static String component(String parameter) {
    return parameter.split("\\.", 2)[0];
  }

  /** Lets them take gradients again. */
  @Override
  public void close() {
    frozen.forEach(parameter -> parameter.set_requires_grad(true));
  }
}
