package dms.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever multiplies matrices, the products are those of 32-bit floats. */
class MatrixProductsTest {
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "3, 256, 5", "64, 300, 1000", "400, 512, 257"})
  void productsAreExactTo32Bits(long rows, long inner, long columns) {
    NativeScope.within(
        () -> {
          Tensor a = torch.rand(rows, inner);
          Tensor b = torch.rand(inner, columns);
          Tensor exact = torch.matmul(a.to(ScalarType.Double), b.to(ScalarType.Double));
          Tensor error = torch.matmul(a, b).to(ScalarType.Double).sub(exact).div(exact);
          assertThat(error.abs().max().item_double()).isLessThan(1e-5);
        });
  }
}
