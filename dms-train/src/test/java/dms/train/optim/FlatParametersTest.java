package dms.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.weights.ParameterTree;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FlatParametersTest {
  private final NativeScope scope = NativeScope.open();

  @AfterEach
  void freeTensors() {
    scope.close();
  }

  private static OptimizerConfig adam() {
    return Configs.optimizer("learningRate = 0.05");
  }

  @Test
  void everyParameterAndGradientLiesInTheBuffersEvenAfterManySteps() {
    Models.Tagger model = new Models.Tagger(1);
    try (FlatParameters flat = new FlatParameters(model.parameters);
        Optimizer optimizer = Optimizer.of(adam(), flat)) {
      double first = model.step(flat, optimizer);
      double last = first;
      for (int i = 0; i < 60; i++) {
        try (NativeScope batch = NativeScope.open()) {
          assertThat(batch).isNotNull();
          last = model.step(flat, optimizer);
        }
      }
      assertThat(last).isLessThan(first / 2);
      model.parameters.tensors().forEach((name, parameter) -> assertInside(flat, name, parameter));
    }
  }

  private static void assertInside(FlatParameters flat, String name, Tensor parameter) {
    long offset = parameter.data_ptr().address() - flat.values().data_ptr().address();
    assertThat(offset).as(name).isBetween(0L, 4 * flat.length() - 1);
    assertThat(offset % 64).as(name).isZero();
    assertThat(parameter.data_ptr().address() % 64).as(name).isZero();
    assertThat(parameter.grad().data_ptr().address() - flat.gradients().data_ptr().address())
        .as(name)
        .isEqualTo(offset);
  }

  @Test
  void recurrentLayersReadTheBufferAndNotTheirOldMemory() {
    Models.Tagger model = new Models.Tagger(2);
    Tensor x = torch.ones(new long[] {3, 2, 5});
    try (FlatParameters flat = new FlatParameters(model.parameters)) {
      assertThat(Tensors.toFloats(model.lstm.forward(x).get0())).doesNotContain(0f);
      flat.values().zero_();
      assertThat(Tensors.toFloats(model.lstm.forward(x).get0())).containsOnly(0f);
      Tensor y = torch.ones(new long[] {3, 2, 14});
      assertThat(Tensors.toFloats(model.gru.forward(y).get0())).containsOnly(0f);
    }
  }

  @Test
  void movingTheParametersChangesNeitherOutputsNorGradients() {
    Models.Tagger plain = new Models.Tagger(3);
    Models.Tagger moved = new Models.Tagger(3);
    try (FlatParameters flat = new FlatParameters(moved.parameters)) {
      flat.zeroGradients();
      plain.loss().backward();
      moved.loss().backward();
      assertThat(Tensors.toFloats(moved.logits())).isEqualTo(Tensors.toFloats(plain.logits()));
      Map<String, Tensor> expected = plain.parameters.tensors();
      moved
          .parameters
          .tensors()
          .forEach(
              (name, parameter) ->
                  assertThat(Tensors.toFloats(parameter.grad()))
                      .as(name)
                      .isEqualTo(Tensors.toFloats(expected.get(name).grad())));
    }
  }

  @Test
  void rangesFollowOneAnotherWithMatricesBeforeVectorsInEachComponent() {
    Models.Tagger model = new Models.Tagger(4);
    try (FlatParameters flat = new FlatParameters(model.parameters)) {
      assertThat(flat.groups()).containsExactly("word", "sentence", "tag");
      assertThat(flat.ranges())
          .extracting(range -> range.group() + " " + range.matrices())
          .containsExactly("word true", "sentence true", "sentence false", "tag true", "tag false");
      long offset = 0;
      for (FlatParameters.Range range : flat.ranges()) {
        assertThat(range.offset()).isEqualTo(offset);
        assertThat(range.length() % 16).isZero();
        offset += range.length();
      }
      assertThat(flat.length()).isBetween(offset, offset + 1023);
      assertThat(offset).isGreaterThanOrEqualTo(model.parameters.count());
    }
  }

  @Test
  void zeroingClearsTheGradientOfEveryParameter() {
    Models.Tagger model = new Models.Tagger(5);
    try (FlatParameters flat = new FlatParameters(model.parameters)) {
      model.loss().backward();
      assertThat(flat.gradientNorm()).isPositive();
      flat.zeroGradients();
      model.parameters.tensors().values().stream()
          .map(parameter -> Tensors.toFloats(parameter.grad()))
          .forEach(gradient -> assertThat(gradient).containsOnly(0f));
    }
  }

  @Test
  void clippingScalesOnlyGradientsThatAreTooLong() {
    ParameterTree tree = Models.tree("a", "matrix", torch.zeros(new long[] {2, 2}));
    try (FlatParameters flat = new FlatParameters(tree)) {
      Tensor gradient = tree.tensors().get("a.layer.matrix").grad();
      gradient.copy_(Tensors.of(new float[] {3, 0, 0, 4}, ComputeDevice.cpu(), 2, 2));
      assertThat(flat.clipGradients(5.1)).isEqualTo(5);
      assertThat(Tensors.toFloats(gradient)).containsExactly(3, 0, 0, 4);
      assertThat(flat.clipGradients(1)).isEqualTo(5);
      assertThat(flat.gradientNorm()).isCloseTo(1, within(1e-6));
      flat.zeroGradients();
      assertThat(flat.clipGradients(1)).isZero();
    }
  }

  @Test
  void gradientsThatAreNotFiniteAreReportedAndLeft() {
    ParameterTree tree = Models.tree("a", "vector", torch.zeros(new long[] {2}));
    try (FlatParameters flat = new FlatParameters(tree)) {
      Tensor gradient = tree.tensors().get("a.layer.vector").grad();
      float[] broken = {2, Float.NaN};
      gradient.copy_(Tensors.of(broken, ComputeDevice.cpu(), 2));
      assertThat(flat.clipGradients(1)).isNaN();
      float[] tooLarge = {2, Float.POSITIVE_INFINITY};
      gradient.copy_(Tensors.of(tooLarge, ComputeDevice.cpu(), 2));
      assertThat(flat.clipGradients(1)).isInfinite();
      assertThat(Tensors.toFloats(gradient)).containsExactly(tooLarge);
    }
  }

  @Test
  void normOfMillionsOfGradientsIsExactToFiveDigits() {
    ParameterTree tree = Models.tree("a", "matrix", torch.zeros(new long[] {3000, 1000}));
    try (FlatParameters flat = new FlatParameters(tree)) {
      tree.tensors().get("a.layer.matrix").grad().fill_(new Scalar(0.1));
      assertThat(flat.gradientNorm()).isCloseTo(0.1 * Math.sqrt(3e6), within(1e-3));
    }
  }

  @Test
  void normToClipToMustBePositive() {
    ParameterTree tree = Models.tree("a", "vector", torch.zeros(new long[] {2}));
    try (FlatParameters flat = new FlatParameters(tree)) {
      for (double refused : new double[] {0, -1, Double.NaN}) {
        assertThatThrownBy(() -> flat.clipGradients(refused))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("maxNorm: expected a positive number");
      }
    }
  }

  @Test
  void buffersSurviveTheScopeTheyWereMadeInAndTheModelSurvivesTheBuffers() {
    Models.Tagger model = new Models.Tagger(6);
    float[] before = Tensors.toFloats(model.logits());
    FlatParameters flat;
    Optimizer optimizer;
    try (NativeScope batch = NativeScope.open()) {
      assertThat(batch).isNotNull();
      flat = new FlatParameters(model.parameters);
      optimizer = Optimizer.of(adam(), flat);
    }
    assertThat(Tensors.toFloats(model.logits())).isEqualTo(before);
    model.step(flat, optimizer);
    float[] after = Tensors.toFloats(model.logits());
    optimizer.close();
    optimizer.close();
    flat.close();
    flat.close();
    assertThat(Tensors.toFloats(model.logits())).isEqualTo(after).isNotEqualTo(before);
  }

  @Test
  void parametersWithoutGradientStayWhereTheyAre() {
    Tensor frozen = torch.ones(new long[] {3, 3});
    ParameterTree tree = Models.tree("a", "frozen", frozen, "vector", torch.ones(new long[] {2}));
    tree.tensors().get("a.layer.frozen").requires_grad_(false);
    try (FlatParameters flat = new FlatParameters(tree)) {
      assertThat(flat.ranges()).containsExactly(new FlatParameters.Range("a", 1, false, 0, 16));
      assertThat(tree.tensors().get("a.layer.frozen").grad().defined()).isFalse();
    }
  }

  @Test
  void emptyParametersTakeNoRoom() {
    Tensor vector = torch.ones(new long[] {2});
    ParameterTree tree =
        Models.tree(
            "a",
            "none",
            torch.ones(new long[] {0, 3}),
            "nil",
            torch.ones(new long[] {0, 3}),
            "vector",
            vector);
    try (FlatParameters flat = new FlatParameters(tree);
        Optimizer optimizer = Optimizer.of(adam(), flat)) {
      optimizer.step(1);
      assertThat(flat.ranges()).containsExactly(new FlatParameters.Range("a", 1, false, 0, 16));
      assertThat(tree.tensors().get("a.layer.none").shape()).containsExactly(0, 3);
    }
  }

  @Test
  void nothingToTrainIsRefused() {
    ParameterTree tree = new ParameterTree(ComputeDevice.cpu());
    assertThatThrownBy(() -> new FlatParameters(tree))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected at least one that takes gradients");
  }

  @Test
  void otherTypesThanFloatAreRefusedByName() {
    ParameterTree tree = Models.tree("a", "wide", torch.ones(new long[] {2}).to(ScalarType.Double));
    assertThatThrownBy(() -> new FlatParameters(tree))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a.layer.wide: expected 32-bit floats, found Double");
  }

  @Test
  void sharedMemoryIsRefusedWithBothNames() {
    Tensor shared = torch.ones(new long[] {2});
    ParameterTree tree = Models.tree("a", "one", shared, "two", shared);
    assertThatThrownBy(() -> new FlatParameters(tree))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a.layer.one and a.layer.two are the same memory");
  }

  @Test
  void loadingIntoTheTreeLaterFillsTheBuffer() throws Exception {
    ParameterTree tree = Models.tree("a", "vector", torch.zeros(new long[] {2}));
    try (FlatParameters flat = new FlatParameters(tree)) {
      Tensor values = Tensors.of(new float[] {1, 2}, ComputeDevice.cpu(), 2);
      tree.load(Map.of("a.layer.vector", values), "test");
      assertThat(Arrays.copyOf(Tensors.toFloats(flat.values()), 3)).containsExactly(1, 2, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void oneNumberThatIsNotFiniteIsFoundAmongTheParameters(float broken) {
    try (FlatParameters flat = new FlatParameters(new Models.Tagger(4).parameters)) {
      flat.values().fill_(new Scalar(Float.MAX_VALUE));
      assertThat(flat.areFinite()).isTrue();
      flat.values().narrow(0, flat.length() / 2, 1).fill_(new Scalar(broken));
      assertThat(flat.areFinite()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"type = adam", "type = adamw, weightDecay = 0.1", "type = sgd", "clipNorm = 0"})
  void stepsLeaveNoNativeObjectToTheGarbageCollector(String hocon) {
    try (FlatParameters flat = new FlatParameters(new Models.Tagger(5).parameters);
        Optimizer optimizer = Optimizer.of(Configs.optimizer(hocon), flat)) {
      fullStep(flat, optimizer);
      // Outside of any scope, as a training has it between two batches.
      scope.leave();
      long before = Pointer.totalCount();
      for (int i = 0; i < 200; i++) {
        fullStep(flat, optimizer);
      }
      assertThat(Pointer.totalCount()).isEqualTo(before);
    }
  }

  private static void fullStep(FlatParameters flat, Optimizer optimizer) {
    NativeScope.within(() -> flat.gradients().fill_(new Scalar(1.0)));
    flat.clipGradients(1e-3);
    optimizer.step(1);
    optimizer.state();
    flat.areFinite();
    flat.zeroGradients();
  }
}
