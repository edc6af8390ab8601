package dms.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComputeDeviceTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "CPU", "gpu", "cpu:1", "cpu:", "cuda:", "cuda:-1", "cuda:1000", "cuda:a"})
  void nameOfAnotherFormIsRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComputeDevice.parse(name))
        .withMessage("device: expected cpu, cuda or cuda:N, found '" + name + "'");
  }

  @Test
  void cardThatIsNotThereIsRefusedAndWhatIsThereIsListed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComputeDevice.parse("cuda:999"))
        .withMessageStartingWith("device: cuda:999 is not on this machine, which has [cpu")
        .withMessageEndingWith("]; see ./dms doctor");
  }

  @Test
  void processorIsAlwaysThere() {
    assertThat(ComputeDevice.parse("cpu")).isEqualTo(ComputeDevice.cpu()).hasToString("cpu");
    assertThat(NativeRuntime.load().devices()).startsWith(ComputeDevice.cpu());
  }

  @Test
  void processorCanBeTreatedAsACard() {
    ComputeDevice device = ComputeDevice.parse("cpu:0");
    assertThat(device).isEqualTo(ComputeDevice.stagedCpu()).hasToString("cpu:0");
    assertThat(device.staged()).isTrue();
    assertThat(ComputeDevice.cpu().staged()).isFalse();
    assertThat(NativeRuntime.load().devices()).doesNotContain(device);
  }

  @Test
  @SuppressWarnings("try")
  void seedDecidesWhatIsDrawn() {
    try (NativeScope scope = NativeScope.open()) {
      assertThat(drawn(1)).isEqualTo(drawn(1)).isNotEqualTo(drawn(2));
    }
  }

  private static float[] drawn(long seed) {
    ComputeDevice.cpu().seed(seed);
    Tensor numbers = torch.rand(4);
    assertThat(ComputeDevice.of(numbers)).isEqualTo(ComputeDevice.cpu());
    return Tensors.toFloats(numbers);
  }

  @Test
  void threadsBelowOneAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NativeRuntime.load().useThreads(0))
        .withMessage("threads: expected at least 1, found 0");
  }
}
