package dms.train.optim;

import dms.components.setting.Checks;
import dms.components.setting.Setting;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** How the parameters are moved along their gradients. */
public record OptimizerConfig(
    @Setting(doc = "adam, adamw (weight decay apart from the gradient) or sgd", orElse = "adam")
        Type type,
    @Setting(doc = "learning rate, before schedule and rates", orElse = "1e-3") double learningRate,
    @Setting(doc = "adam, adamw: share of the old mean of gradients", orElse = "0.9") double beta1,
    @Setting(doc = "adam, adamw: share of the old mean of squared gradients", orElse = "0.999")
        double beta2,
    @Setting(doc = "adam, adamw: added to the root of the squared gradients", orElse = "1e-8")
        double epsilon,
    @Setting(
            doc = "adamw, sgd: weight decay of matrices; vectors (biases, gains) have none",
            orElse = "0.0")
        double weightDecay,
    @Setting(doc = "sgd: share of the old momentum", orElse = "0.9") double momentum,
    @Setting(
            doc = "norm that all gradients together are scaled down to; 0 switches it off",
            orElse = "1.0")
        double clipNorm,
    @Setting(
            doc = "factor on the learning rate by component, 1 for the others; 0 freezes it",
            orElse = "{}")
        Map<String, Double> rates) {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;
  private static final double MOMENTUM = 0.9;

  /** The optimizers. */
  public enum Type {
    /** Adam (Kingma and Ba 2015). */
    ADAM,
    /** Adam with decoupled weight decay (Loshchilov and Hutter 2019). */
    ADAMW,
    /** Stochastic gradient descent with momentum. */
    SGD
  }

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException also when a setting that the type does not use is not left at
   *     its default
   */
  public OptimizerConfig {
    Checks.positive("learningRate", learningRate);
    Checks.probability("beta1", beta1);
    Checks.probability("beta2", beta2);
    Checks.positive("epsilon", epsilon);
    Checks.nonNegative("weightDecay", weightDecay);
    Checks.probability("momentum", momentum);
    Checks.nonNegative("clipNorm", clipNorm);
    rates = Collections.unmodifiableMap(new TreeMap<>(rates));
    rates.forEach(OptimizerConfig::checkRate);
    if (type == Type.SGD) {
      requireDefault("beta1", BETA1, beta1, type);
      requireDefault("beta2", BETA2, beta2, type);
      requireDefault("epsilon", EPSILON, epsilon, type);
    } else {
      requireDefault("momentum", MOMENTUM, momentum, type);
    }
    if (type == Type.ADAM) {
      requireDefault("weightDecay", 0, weightDecay, type);
    }
  }

  private static void checkRate(String component, double rate) {
    if (!(rate >= 0 && Double.isFinite(rate))) {
      throw new IllegalArgumentException(
          "rates: expected a non-negative factor for " + component + ", found " + rate);
    }
  }

  private static void requireDefault(String name, double expected, double value, Type type) {
    if (value != expected) {
      throw new IllegalArgumentException(
          "%s: expected %s, its default, since %s does not use it, found %s"
              .formatted(name, expected, type.name().toLowerCase(Locale.ROOT), value));
    }
  }

  /** The same without the rates of other components. */
  public OptimizerConfig ofComponents(Predicate<String> components) {
    Map<String, Double> kept = new TreeMap<>(rates);
    kept.keySet().removeIf(components.negate());
    return new OptimizerConfig(
        type, learningRate, beta1, beta2, epsilon, weightDecay, momentum, clipNorm, kept);
  }

  /** The same with another learning rate. */
  public OptimizerConfig withLearningRate(double newLearningRate) {
    return new OptimizerConfig(
        type, newLearningRate, beta1, beta2, epsilon, weightDecay, momentum, clipNorm, rates);
  }
}
