package dms.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Loss;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.LinearImpl;
import org.junit.jupiter.api.Test;

/** Learnt loss weights, against computations by hand. */
class UncertaintyWeightingTest {
  private static final double RATE = 0.1;
  private static final double MOMENTUM = 0.5;

  private static UncertaintyWeighting weighting() {
    Map<String, Double> weights = new LinkedHashMap<>();
    weights.put("xpos", 1.0);
    weights.put("lemma", 0.5);
    return new UncertaintyWeighting(weights, ComputeDevice.cpu());
  }

  private static Loss loss(double value) {
    return new Loss(Tensors.of(new float[] {(float) value}, ComputeDevice.cpu()));
  }

  private static Map<String, Loss> losses(double xpos, double lemma) {
    Map<String, Loss> losses = new LinkedHashMap<>();
    losses.put("xpos", loss(xpos));
    losses.put("lemma", loss(lemma));
    return losses;
  }

  /** A step of gradient descent on fixed losses. */
  private static void step(
      FlatParameters flat,
      Optimizer optimizer,
      UncertaintyWeighting weighting,
      Map<String, Loss> of) {
    flat.zeroGradients();
    weighting.total(of).orElseThrow().backward();
    optimizer.step(1);
  }

  private static void withOptimizer(UncertaintyWeighting weighting, Work work) {
    NativeScope.within(
        () -> {
          ParameterTree model = new ParameterTree(ComputeDevice.cpu());
          model.branch("tag").register("output", new LinearImpl(3, 4));
          OptimizerConfig sgd =
              Configs.optimizer(
                  "type = sgd, momentum = 0.5, weightDecay = 0.5, learningRate = 0.1");
          try (FlatParameters flat =
                  FlatParameters.of(model, parameter -> 1, Optional.of(weighting));
              Optimizer optimizer = Optimizer.of(sgd, flat)) {
            work.run(flat, optimizer);
          }
        });
  }

  private interface Work {
    void run(FlatParameters flat, Optimizer optimizer);
  }

  @Test
  void theSumBeginsAsThatOfTheWeights() {
    NativeScope.within(
        () -> {
          try (UncertaintyWeighting weighting = weighting()) {
            Loss total = weighting.total(losses(2, 3)).orElseThrow();
            assertThat(total.value()).isCloseTo(2 + 0.5 * 3, within(1e-6));
            assertThat(weighting.total(Map.of())).isEmpty();
          }
        });
  }

  @Test
  void twoStepsMoveTheLogVariancesAsComputedByHand() {
    try (UncertaintyWeighting weighting = weighting()) {
      withOptimizer(
          weighting,
          (flat, optimizer) -> {
            double xpos = 0;
            double lemma = 0;
            double xposVelocity = 0;
            double lemmaVelocity = 0;
            for (int i = 0; i < 2; i++) {
              step(flat, optimizer, weighting, losses(2, 0.4));
              // The derivative of exp(-s) w L + s / 2; weight decay is for matrices.
              xposVelocity = MOMENTUM * xposVelocity + 0.5 - Math.exp(-xpos) * 2;
              lemmaVelocity = MOMENTUM * lemmaVelocity + 0.5 - Math.exp(-lemma) * 0.5 * 0.4;
              xpos -= RATE * xposVelocity;
              lemma -= RATE * lemmaVelocity;
            }
            assertThat(weighting.logVariances().get("xpos")).isCloseTo(xpos, within(1e-6));
            assertThat(weighting.logVariances().get("lemma")).isCloseTo(lemma, within(1e-6));
            assertThat(weighting.factors().get("xpos")).isCloseTo(Math.exp(-xpos), within(1e-6));
            assertThat(weighting.factors().get("lemma"))
                .isCloseTo(0.5 * Math.exp(-lemma), within(1e-6));
            assertThat(xpos).isPositive();
            assertThat(lemma).isNegative();
          });
    }
  }

  @Test
  void aDecoderWithoutLossKeepsItsLogVariance() {
    try (UncertaintyWeighting weighting = weighting()) {
      withOptimizer(
          weighting,
          (flat, optimizer) -> {
            step(flat, optimizer, weighting, Map.of("xpos", loss(2)));
            assertThat(weighting.logVariances().get("xpos")).isNotZero();
            assertThat(weighting.logVariances().get("lemma")).isZero();
          });
    }
  }

  @Test
  void logVariancesAreTakenOverToTheBit() {
    try (UncertaintyWeighting one = weighting();
        UncertaintyWeighting other = weighting()) {
      withOptimizer(one, (flat, optimizer) -> step(flat, optimizer, one, losses(2, 0.7)));
      other.load(one.logVariances());
      assertThat(other.logVariances()).isEqualTo(one.logVariances());
      assertThatThrownBy(() -> other.load(Map.of("xpos", 1.0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected those of [xpos, lemma], found [xpos]");
    }
  }

  @Test
  void theyAreAGroupOfTheirOwnAmongTheFlatParameters() {
    try (UncertaintyWeighting weighting = weighting()) {
      withOptimizer(
          weighting,
          (flat, optimizer) ->
              assertThat(flat.groups()).containsExactly("tag", UncertaintyWeighting.GROUP));
    }
  }
}
