package dms.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written by hand takes the place of what autograd would compute. */
class CustomGradientTest {
  private NativeScope scope;

  @BeforeEach
  void openScope() {
    scope = NativeScope.open();
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  private static Tensor numbers(float... values) {
    return Tensors.of(values, ComputeDevice.cpu(), values.length);
  }

  private static Tensor learnt(float... values) {
    return numbers(values).set_requires_grad(true);
  }

  /** The product of two, with its gradient times ten, to tell it from autograd's. */
  private static Tensor tenfold(Tensor one, Tensor other) {
    return CustomGradient.of(
        List.of(one, other),
        () -> one.mul(other),
        gradient -> List.of(ten(gradient.mul(other)), ten(gradient.mul(one))));
  }

  private static Tensor ten(Tensor x) {
    return x.mul(new Scalar(10));
  }

  @Test
  void inputsGetTheGradientsThatAreGivenForThem() {
    Tensor one = learnt(2, 3);
    Tensor other = learnt(5, 7);
    Tensor result = tenfold(one, other);
    assertThat(Tensors.toFloats(result)).containsExactly(10, 21);
    result.mul(numbers(1, 100)).sum().backward();
    assertThat(Tensors.toFloats(one.grad())).containsExactly(50, 7000);
    assertThat(Tensors.toFloats(other.grad())).containsExactly(20, 3000);
  }

  @Test
  void gradientsGoOnToWhatTheInputsAreMadeOf() {
    Tensor below = learnt(1, 2);
    Tensor input = below.mul(new Scalar(3));
    tenfold(input, numbers(1, 1)).add(input).sum().backward();
    assertThat(Tensors.toFloats(below.grad())).containsExactly(33, 33);
  }

  @Test
  void oneAfterTheOtherAndTheSameTwiceAddUp() {
    Tensor x = learnt(1, 2);
    tenfold(tenfold(x, x), numbers(1, 1)).sum().backward();
    assertThat(Tensors.toFloats(x.grad())).containsExactly(200, 400);
  }

  @Test
  void resultIsNotChangedByInputsThatAreLarge() {
    Tensor x = learnt(Float.MAX_VALUE, -1);
    Tensor result = tenfold(x, numbers(1e-30f, 1));
    assertThat(Tensors.toFloats(result)).containsExactly(Float.MAX_VALUE * 1e-30f, -1);
  }

  @Test
  void inputsWithoutGradientNeedNone() {
    Tensor x = learnt(4, 5);
    tenfold(x, numbers(1, 2)).sum().backward();
    assertThat(Tensors.toFloats(x.grad())).containsExactly(10, 20);
    assertThat(tenfold(numbers(1), numbers(2)).requires_grad()).isFalse();
  }

  @Test
  void nothingIsRecordedWhereGradientsAreNot() {
    Tensor x = learnt(4, 5);
    Tensor result = Gradients.detached(() -> tenfold(x, x));
    assertThat(result.requires_grad()).isFalse();
  }

  @Test
  void failureOfBackwardIsThrownByBackward() {
    Tensor x = learnt(1, 2);
    Tensor result =
        CustomGradient.of(
            List.of(x),
            () -> x.mul(x),
            gradient -> {
              throw new IllegalStateException("the gradient of this test fails");
            });
    assertThatThrownBy(() -> result.sum().backward())
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("the gradient of this test fails");
    tenfold(x, x).sum().backward();
    assertThat(Tensors.toFloats(x.grad())).containsExactly(20, 40);
  }

  @Test
  void hooksOutliveACollectionAndNoneIsLeftBehind() {
    Tensor weight = torch.ones(50, 50).set_requires_grad(true);
    List<Long> kept = new ArrayList<>();
    for (int step = 0; step < 300; step++) {
      boolean collect = step % 50 == 0;
      NativeScope.within(
          () -> {
            Tensor loss = tenfold(weight, weight.mul(new Scalar(1))).sum();
            if (collect) {
              System.gc();
            }
            loss.backward();
            weight.grad().zero_();
          });
      kept.add(org.bytedeco.javacpp.Pointer.totalCount());
    }
    assertThat(kept.get(299)).isLessThanOrEqualTo(kept.get(99) + 50);
  }
}
