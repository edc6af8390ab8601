package dms.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShapesTest {
  private NativeScope scope;

  @BeforeEach
  void open() {
    scope = NativeScope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void tensorOfTheExpectedShapeComesBack() {
    Tensor tensor = torch.zeros(2, 3);
    assertThat(Shapes.require(tensor, "x", Shapes.ANY, 3) == tensor).isTrue();
    assertThat(Shapes.require(tensor, "x", 2, 3) == tensor).isTrue();
  }

  @Test
  void otherShapeIsToldWithBoth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shapes.require(torch.zeros(2, 3), "words.tokens", Shapes.ANY, 4))
        .withMessage("words.tokens: expected shape [any, 4], found [2, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shapes.require(torch.zeros(2, 3), "words.tokens", 2, 3, 1))
        .withMessage("words.tokens: expected shape [2, 3, 1], found [2, 3]");
  }

  @Test
  void lossIsAScalar() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Loss(torch.zeros(1)))
        .withMessage("loss: expected shape [], found [1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Loss.sum(List.of()))
        .withMessage("loss: nothing to sum");
  }

  @Test
  void arraysGoToTensorsAndBack() {
    ComputeDevice cpu = ComputeDevice.cpu();
    Tensor ids = Tensors.of(new Ids(new int[] {1, -2, 3, 4, 5, 6}, 2, 3), cpu);
    assertThat(ids.shape()).containsExactly(2, 3);
    assertThat(Tensors.toLongs(ids.transpose(0, 1))).containsExactly(1, 4, -2, 5, 3, 6);
    Tensor floats = Tensors.of(new float[] {0.5f, -1f}, cpu, 1, 2);
    assertThat(Tensors.toFloats(floats)).containsExactly(0.5f, -1f);
    assertThat(Tensors.of(new Ids(new int[0], 0, 3), cpu).shape()).containsExactly(0, 3);
  }
}
