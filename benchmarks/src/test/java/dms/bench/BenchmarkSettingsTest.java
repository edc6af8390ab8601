package dms.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What the processes of JMH are told. */
class BenchmarkSettingsTest {
  @Test
  void flagsTellWhatIsNotLeftOpen() {
    BenchmarkSettings settings =
        new BenchmarkSettings("cuda:1", OptionalInt.of(3), Optional.of(Path.of("/models/electra")));
    assertThat(settings.flags())
        .containsExactly(
            "-Ddms.bench.device=cuda:1",
            "-Ddms.bench.threads=3",
            "-Ddms.bench.transformer=/models/electra");
    assertThat(BenchmarkSettings.ofProcess())
        .isEqualTo(new BenchmarkSettings("cpu", OptionalInt.empty(), Optional.empty()));
  }

  @Test
  void thereMustBeAThread() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BenchmarkSettings("cpu", OptionalInt.of(0), Optional.empty()))
        .withMessage("threads: expected at least 1, found 0");
  }
}
