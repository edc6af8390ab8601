package dms.core.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import java.util.Map;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParameterTreeTest {
  private NativeScope scope;
  private ParameterTree tree;

  @BeforeEach
  void open() {
    scope = NativeScope.open();
    tree = new ParameterTree(ComputeDevice.cpu());
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void namesAreDottedFromComponentToTensor() {
    tree.branch("a").branch("b").register("linear", new LinearImpl(2, 3));
    tree.branch("ab").register("linear", new LinearImpl(2, 1));
    assertThat(tree.tensors())
        .containsOnlyKeys(
            "a.b.linear.weight", "a.b.linear.bias", "ab.linear.weight", "ab.linear.bias");
    assertThat(tree.branch("a").tensors()).containsOnlyKeys("a.b.linear.weight", "a.b.linear.bias");
    assertThat(tree.branch("a").count()).isEqualTo(9);
    assertThat(tree.count()).isEqualTo(12);
    assertThat(tree.branch("none").tensors()).isEmpty();
  }

  @Test
  void nameRegisteredTwiceIsRefused() {
    tree.branch("a").register("linear", new LinearImpl(2, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tree.branch("a").register("linear", new LinearImpl(2, 3)))
        .withMessageMatching("parameter a\\.linear\\.(weight|bias) is registered already");
  }

  @Test
  void registeredTensorIsTheModulesOwn() throws WeightsMismatchException {
    LinearImpl linear = tree.branch("a").register("linear", new LinearImpl(1, 1));
    tree.load(
        Map.of(
            "a.linear.weight",
            torch.full(new long[] {1, 1}, scalar(3)),
            "a.linear.bias",
            torch.zeros(1)),
        "memory");
    assertThat(Tensors.toFloats(linear.weight())).containsExactly(3f);
    assertThat(linear.weight().requires_grad()).isTrue();
  }

  private static org.bytedeco.pytorch.Scalar scalar(double value) {
    return new org.bytedeco.pytorch.Scalar(value);
  }

  @Test
  void valuesOfAnotherModelAreRefusedAndAllListed() {
    tree.branch("a").register("linear", new LinearImpl(2, 3));
    assertThatExceptionOfType(WeightsMismatchException.class)
        .isThrownBy(
            () ->
                tree.load(
                    Map.of("a.linear.weight", torch.zeros(3, 1), "b.weight", torch.zeros(1)),
                    "w.safetensors"))
        .withMessage(
            "w.safetensors: the weights are not those of this model: missing [a.linear.bias];"
                + " unexpected [b.weight]; of another shape [a.linear.weight: expected [3, 2],"
                + " found [3, 1]]; use the configuration they were trained with");
  }
}
