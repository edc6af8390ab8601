package dms.train.optim;

import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.tensor.Loss;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Learns how much each loss counts (Kendall, Gal and Cipolla, "Multi-task learning using
 * uncertainty to weigh losses", CVPR 2018): with a log-variance s for each decoder, its loss L of
 * weight w has a part {@code exp(-s) · w · L + s / 2} in the sum. A task that stays uncertain so
 * comes to count less. The log-variances begin at 0 and are trained with the parameters of the
 * model, but are none of them.
 */
public final class UncertaintyWeighting implements AutoCloseable {
  /** Name of the parameters' group in {@link FlatParameters}. */
  public static final String GROUP = "log_variance";

  private final NativeScope memory = NativeScope.open();
  private final Map<String, Double> weights;
  private final List<String> names;
  private final Tensor logVariances;

  /**
   * @param weights of the losses, by decoder
   * @param device where the losses are
   */
  public UncertaintyWeighting(Map<String, Double> weights, ComputeDevice device) {
    this.weights = new LinkedHashMap<>(weights);
    this.names = List.copyOf(this.weights.keySet());
    try {
      this.logVariances = Tensors.of(new float[names.size()], device, names.size());
      logVariances.set_requires_grad(true);
    } finally {
      memory.leave();
    }
  }

  /**
   * The weighted sum of losses; a decoder without one keeps its log-variance.
   *
   * @param losses by decoder
   * @return empty when there is none
   */
  public Optional<Loss> total(Map<String, Loss> losses) {
    return total(losses, losses.keySet(), 1);
  }

  /**
   * One of several shares of the weighted sum of losses.
   *
   * @param losses shares in the losses, by decoder
   * @param learnt decoders with a loss in any share
   * @param share of the terms that do not depend on the losses: those of all shares sum up to 1
   * @return empty when no decoder has a loss in any share
   */
  public Optional<Loss> total(Map<String, Loss> losses, Set<String> learnt, double share) {
    List<Loss> parts = new ArrayList<>();
    for (String name : learnt) {
      Tensor s = logVariances.select(0, names.indexOf(name));
      Loss penalty = new Loss(s.mul(new Scalar(0.5 * share)));
      Optional<Loss> scaled =
          Optional.ofNullable(losses.get(name))
              .map(loss -> loss.times(weights.get(name)).tensor().mul(s.neg().exp()))
              .map(Loss::new);
      parts.add(scaled.map(loss -> new Loss(loss.tensor().add(penalty.tensor()))).orElse(penalty));
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(Loss.sum(parts));
  }

  /** The log-variances, by decoder; waits for the device. */
  public Map<String, Double> logVariances() {
    Map<String, Double> values = new LinkedHashMap<>();
    NativeScope.within(
        () -> {
          float[] all = Tensors.toFloats(logVariances);
          for (int i = 0; i < all.length; i++) {
            values.put(names.get(i), (double) all[i]);
          }
        });
    return values;
  }

  /** What each loss is multiplied with: its weight times {@code exp(-s)}; waits for the device. */
  public Map<String, Double> factors() {
    Map<String, Double> factors = new LinkedHashMap<>();
    logVariances().forEach((name, s) -> factors.put(name, weights.get(name) * Math.exp(-s)));
    return factors;
  }

  /**
   * Takes over log-variances, to the bit.
   *
   * @param values of every decoder
   * @throws IllegalArgumentException when the decoders are others
   */
  public void load(Map<String, Double> values) {
    if (!values.keySet().equals(weights.keySet())) {
      throw new IllegalArgumentException(
          "log-variances: expected those of %s, found %s".formatted(names, values.keySet()));
    }
    float[] all = new float[names.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = values.get(names.get(i)).floatValue();
    }
    NativeScope.within(
        () ->
            Gradients.without(
                () ->
                    logVariances.copy_(
                        Tensors.of(all, ComputeDevice.of(logVariances), all.length))));
  }

  /** The parameters, by name. */
  Map<String, Tensor> parameters() {
    return Map.of(GROUP + ".values", logVariances);
  }

  /** Frees them; a second call does nothing. */
  @Override
  public void close() {
    memory.close();
  }
}
