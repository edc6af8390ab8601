package dms.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class NativeScopeTest {
  private static Tensor numbers(int count) {
    return Tensors.of(new float[count], ComputeDevice.cpu(), count);
  }

  @Test
  void onlyWhatIsKeptLivesOnAndThatNoLongerThanTheScopeAround() {
    long outside = Pointer.totalCount();
    NativeScope.within(
        () -> {
          long before = Pointer.totalCount();
          Tensor kept =
              Gradients.detached(
                  () ->
                      NativeScope.keeping(
                          () -> numbers(3).add(new Scalar(1.0)).add(new Scalar(1.0))));
          assertThat(Pointer.totalCount() - before).isEqualTo(1);
          assertThat(Tensors.toFloats(kept)).containsExactly(2, 2, 2);
        });
    assertThat(Pointer.totalCount()).isEqualTo(outside);
  }

  @Test
  void scopeAroundCollectsAgainAfterFailedWork() {
    NativeScope.within(
        () -> {
          long before = Pointer.totalCount();
          assertThatThrownBy(
                  () ->
                      NativeScope.keeping(
                          () -> {
                            numbers(3);
                            throw new IllegalStateException("failed");
                          }))
              .hasMessage("failed");
          assertThat(Pointer.totalCount()).isEqualTo(before);
          NativeScope.within(() -> numbers(2));
          assertThat(Pointer.totalCount()).isEqualTo(before);
        });
  }
}
