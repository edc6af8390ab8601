package dms.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PrecisionTest {
  private static final ComputeDevice CPU = ComputeDevice.cpu();

  private static ScalarType typeOfProduct() {
    ScalarType[] type = new ScalarType[1];
    NativeScope.within(
        () -> {
          Tensor ones = torch.ones(2, 2);
          type[0] = torch.mm(ones, ones).scalar_type().intern();
        });
    return type[0];
  }

  @Test
  void matrixProductsAreOfThatPrecisionWithinTheWorkOnly() {
    assertThat(Precision.FLOAT32.supply(CPU, PrecisionTest::typeOfProduct))
        .isEqualTo(ScalarType.Float);
    assertThat(Precision.BFLOAT16.supply(CPU, PrecisionTest::typeOfProduct))
        .isEqualTo(ScalarType.BFloat16);
    assertThat(typeOfProduct()).isEqualTo(ScalarType.Float);
  }

  @Test
  void failedWorkEndsIt() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                Precision.BFLOAT16.run(
                    CPU,
                    () -> {
                      throw new IllegalStateException("failed");
                    }));
    assertThat(typeOfProduct()).isEqualTo(ScalarType.Float);
  }

  @Test
  void otherThreadsAreNotTouched() throws InterruptedException {
    ScalarType[] type = new ScalarType[1];
    Thread other = new Thread(() -> type[0] = typeOfProduct());
    Precision.BFLOAT16.run(
        CPU,
        () -> {
          other.start();
          while (other.isAlive()) {
            Thread.onSpinWait();
          }
        });
    other.join();
    assertThat(type[0]).isEqualTo(ScalarType.Float);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void nameIsReadBack(Precision precision) {
    assertThat(Precision.parse(precision.toString())).isEqualTo(precision);
  }

  @Test
  void otherNameIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Precision.parse("fp16"))
        .withMessage("precision: expected float32 or bfloat16, found 'fp16'");
  }

  @ParameterizedTest
  @CsvSource({
    "'flags\t\t: fpu avx512f avx512_bf16 sse', true",
    "'flags : fpu amx_bf16', true",
    "'Features\t: fp asimd bf16 sve', true",
    "'flags : fpu avx512f avx512_fp16', false",
    "'model name : bf16', false"
  })
  void processorsFlagsTellWhetherItHasBfloat16(String cpuinfo, boolean has) {
    assertThat(Processor.hasBfloat16("processor : 0\n" + cpuinfo + "\nbugs :\n")).isEqualTo(has);
  }
}
