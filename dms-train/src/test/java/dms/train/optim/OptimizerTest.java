package dms.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dms.core.component.LayerRates;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import dms.core.weights.TensorFiles;
import dms.core.weights.WeightsMismatchException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OptimizerTest {
  private final NativeScope scope = NativeScope.open();

  @AfterEach
  void freeTensors() {
    scope.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type = adam",
        "type = adamw, weightDecay = 0.1, rates { sentence = 0.1 }",
        "type = sgd, weightDecay = 0.01"
      })
  void resumingFromAFileGivesTheSameBitsAsNotStopping(String hocon, @TempDir Path folder)
      throws Exception {
    OptimizerConfig config = Configs.optimizer(hocon);
    Models.Tagger whole = new Models.Tagger(7);
    Models.Tagger halves = new Models.Tagger(7);
    Models.Tagger resumed = new Models.Tagger(8);
    run(whole, config, 10);
    try (FlatParameters flat = new FlatParameters(halves.parameters);
        Optimizer optimizer = Optimizer.of(config, flat)) {
      steps(halves, flat, optimizer, 5);
      TensorFiles.save(folder.resolve("optimizer"), optimizer.state(), Map.of());
      TensorFiles.save(folder.resolve("model"), halves.parameters.tensors(), Map.of());
    }
    try (FlatParameters flat = new FlatParameters(resumed.parameters);
        Optimizer optimizer = Optimizer.of(config, flat)) {
      resumed.parameters.load(TensorFiles.load(folder.resolve("model")), "model");
      optimizer.load(TensorFiles.load(folder.resolve("optimizer")), "optimizer");
      assertThat(optimizer.steps()).isEqualTo(5);
      steps(resumed, flat, optimizer, 5);
      assertThat(optimizer.steps()).isEqualTo(10);
    }
    assertSameBits(resumed, whole);
  }

  private static void run(Models.Tagger model, OptimizerConfig config, int steps) {
    try (FlatParameters flat = new FlatParameters(model.parameters);
        Optimizer optimizer = Optimizer.of(config, flat)) {
      steps(model, flat, optimizer, steps);
    }
  }

  private static void steps(
      Models.Tagger model, FlatParameters flat, Optimizer optimizer, int steps) {
    for (int i = 0; i < steps; i++) {
      model.step(flat, optimizer);
    }
  }

  private static void assertSameBits(Models.Tagger one, Models.Tagger other) {
    Map<String, Tensor> expected = other.parameters.tensors();
    one.parameters
        .tensors()
        .forEach(
            (name, parameter) ->
                assertThat(Tensors.toFloats(parameter))
                    .as(name)
                    .isEqualTo(Tensors.toFloats(expected.get(name))));
  }

  private static ParameterTree onesInTwoComponents() {
    ParameterTree tree = new ParameterTree(ComputeDevice.cpu());
    for (String component : new String[] {"encoder", "tagger"}) {
      Module module = new Module();
      module.register_parameter("matrix", torch.ones(new long[] {1, 2}));
      module.register_parameter("vector", torch.ones(new long[] {2}));
      tree.branch(component).register("layer", module);
    }
    return tree;
  }

  private static float first(ParameterTree tree, String name) {
    return Tensors.toFloats(tree.tensors().get(name))[0];
  }

  @Test
  void rateOfAComponentAndFactorOfTheScheduleMultiplyTheLearningRate() {
    OptimizerConfig config =
        Configs.optimizer("type = sgd, learningRate = 0.5, rates { encoder = 0.5 }");
    ParameterTree tree = onesInTwoComponents();
    try (FlatParameters flat = new FlatParameters(tree);
        Optimizer optimizer = Optimizer.of(config, flat)) {
      flat.gradients().fill_(new Scalar(1.0));
      optimizer.step(0.5);
      assertThat(first(tree, "encoder.layer.matrix")).isEqualTo(0.875f);
      assertThat(first(tree, "encoder.layer.vector")).isEqualTo(0.875f);
      assertThat(first(tree, "tagger.layer.matrix")).isEqualTo(0.75f);
    }
  }

  @Test
  void gradientDescentWithoutMomentumStepsByTheGradientAlone() {
    ParameterTree tree = onesInTwoComponents();
    try (FlatParameters flat = new FlatParameters(tree);
        Optimizer optimizer =
            Optimizer.of(
                Configs.optimizer("type = sgd, learningRate = 0.25, momentum = 0"), flat)) {
      flat.gradients().fill_(new Scalar(1.0));
      optimizer.step(1);
      optimizer.step(1);
      assertThat(first(tree, "tagger.layer.matrix")).isEqualTo(0.5f);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"type = adamw, weightDecay = 0.5", "type = sgd, weightDecay = 0.5"})
  void weightDecayShrinksMatricesOnlyAndARateOfZeroFreezes(String hocon) {
    ParameterTree tree = onesInTwoComponents();
    try (FlatParameters flat = new FlatParameters(tree);
        Optimizer optimizer =
            Optimizer.of(Configs.optimizer(hocon + ", rates { encoder = 0 }"), flat)) {
      optimizer.step(1);
      assertThat(first(tree, "tagger.layer.matrix")).isLessThan(1);
      assertThat(first(tree, "tagger.layer.vector")).isEqualTo(1);
      assertThat(first(tree, "encoder.layer.matrix")).isEqualTo(1);
    }
  }

  @Test
  void rateOfAnUnknownComponentIsRefusedWithTheNearestName() {
    ParameterTree tree = onesInTwoComponents();
    OptimizerConfig config = Configs.optimizer("rates { encodr = 0.1 }");
    try (FlatParameters flat = new FlatParameters(tree)) {
      assertThatThrownBy(() -> Optimizer.of(config, flat))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "rates: expected one of encoder, tagger, found \"encodr\"; did you mean encoder?");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void factorMustBeFiniteAndNotNegative(double factor) {
    try (FlatParameters flat = new FlatParameters(onesInTwoComponents());
        Optimizer optimizer = Optimizer.of(Configs.optimizer(""), flat)) {
      assertThatThrownBy(() -> optimizer.step(factor))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("factor: expected a non-negative number");
      assertThat(optimizer.steps()).isZero();
    }
  }

  @Test
  void loadingRefusesAForeignStateWithEveryNameAndChangesNothing() {
    try (FlatParameters flat = new FlatParameters(onesInTwoComponents());
        Optimizer optimizer = Optimizer.of(Configs.optimizer(""), flat)) {
      flat.gradients().fill_(new Scalar(1.0));
      optimizer.step(1);
      float[] before = Tensors.toFloats(optimizer.state().get("optimizer.first_moment"));
      Map<String, Tensor> foreign = new HashMap<>(optimizer.state());
      foreign.remove("optimizer.second_moment");
      foreign.put("optimizer.momentum", torch.ones(new long[] {1024}));
      foreign.put("optimizer.first_moment", torch.ones(new long[] {7}));
      foreign.put("optimizer.step", torch.ones(new long[0]));
      assertThatThrownBy(() -> optimizer.load(foreign, "last.safetensors"))
          .isInstanceOf(WeightsMismatchException.class)
          .hasMessageContaining("last.safetensors")
          .hasMessageContaining("missing [optimizer.second_moment]")
          .hasMessageContaining("unexpected [optimizer.momentum]")
          .hasMessageContaining("optimizer.first_moment: expected Float [1024], found Float [7]")
          .hasMessageContaining("optimizer.step: expected Long [], found Float []");
      assertThat(Tensors.toFloats(optimizer.state().get("optimizer.first_moment")))
          .isEqualTo(before);
      assertThat(optimizer.steps()).isEqualTo(1);
    }
  }

  @Test
  void loadingRefusesANegativeStep() {
    try (FlatParameters flat = new FlatParameters(onesInTwoComponents());
        Optimizer optimizer = Optimizer.of(Configs.optimizer("type = sgd"), flat)) {
      Map<String, Tensor> broken = new HashMap<>(optimizer.state());
      broken.put("optimizer.step", optimizer.state().get("optimizer.step").sub(new Scalar(1)));
      assertThatThrownBy(() -> optimizer.load(broken, "last.safetensors"))
          .isInstanceOf(WeightsMismatchException.class)
          .hasMessageContaining("optimizer.step: expected at least 0, found -1");
    }
  }

  @Test
  void stepCountBeyondThirtyTwoBitsSurvivesTheState() throws Exception {
    try (FlatParameters flat = new FlatParameters(onesInTwoComponents());
        Optimizer optimizer = Optimizer.of(Configs.optimizer(""), flat)) {
      long count = (1L << 40) + 1;
      Map<String, Tensor> late = new HashMap<>(optimizer.state());
      late.put("optimizer.step", late.get("optimizer.step").add(new Scalar(count)));
      optimizer.load(late, "late");
      assertThat(optimizer.state().get("optimizer.step").item_long()).isEqualTo(count);
    }
  }

  @Test
  void parametersOfOneComponentWithOtherRatesAreSteppedApart() {
    Tensor[] vectors = {torch.zeros(2), torch.zeros(2), torch.zeros(2)};
    ParameterTree tree =
        Models.tree("a", "low", vectors[0], "high", vectors[1], "same", vectors[2]);
    LayerRates rates = name -> name.endsWith("low") ? 0.25 : 0.5;
    try (FlatParameters flat = new FlatParameters(tree, rates);
        Optimizer optimizer =
            Optimizer.of(Configs.optimizer("learningRate = 0.1, rates { a = 2 }"), flat)) {
      assertThat(flat.ranges())
          .containsExactly(
              new FlatParameters.Range("a", 0.25, false, 0, 16),
              new FlatParameters.Range("a", 0.5, false, 16, 32));
      flat.gradients().fill_(new Scalar(1.0));
      optimizer.step(1);
      // Adam's first step is the learning rate.
      assertThat(Tensors.toFloats(vectors[0])[0]).isCloseTo(-0.05f, within(1e-6f));
      assertThat(Tensors.toFloats(vectors[1])[0]).isCloseTo(-0.1f, within(1e-6f));
      assertThat(Tensors.toFloats(vectors[2])[0]).isCloseTo(-0.1f, within(1e-6f));
    }
  }
}
