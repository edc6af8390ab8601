package dms.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What {@code doctor} shows of libtorch. */
class SmokeTestTest {
  @Test
  void processorPassesAndTakesSomeTime() {
    SmokeTest test = SmokeTest.run(ComputeDevice.cpu());
    assertThat(test.productMillis()).isPositive();
    assertThat(test.lstmMillis()).isPositive();
  }

  @Test
  void cacheOfNativeLibrariesIsAFolder() throws IOException {
    assertThat(NativeRuntime.cacheFolder()).isDirectory();
  }
}
