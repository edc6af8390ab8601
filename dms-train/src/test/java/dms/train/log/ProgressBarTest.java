package dms.train.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
  private final AtomicLong nanos = new AtomicLong(-5);

  @Test
  void terminalLineIsRedrawnInPlaceAndEnded() {
    try (ProgressBar bar = bar(true, 32)) {
      after(1000);
      bar.advance(5, "loss 12.5");
      after(1000);
      bar.advance(5, "loss 2.5");
    }
    assertThat(printed())
        .isEqualTo("\rdev  50 %  loss 12.5  eta 0:01" + "\rdev  100 %  loss 2.5  took 0:02\n");
  }

  @Test
  void shorterLineWipesTheLongerOne() {
    try (ProgressBar bar = bar(true, 80)) {
      bar.advance(0, "a long figure");
      after(100);
      bar.advance(0, "a");
    }
    String bar = "\rdev  " + "░".repeat(20) + "  0 %";
    assertThat(printed()).isEqualTo(bar + "  a long figure" + bar + "  a" + " ".repeat(12) + "\n");
  }

  @Test
  void terminalIsRedrawnAtMostTenTimesASecond() {
    try (ProgressBar bar = bar(true, 80)) {
      for (int i = 0; i < 10; i++) {
        bar.advance(1, "");
        after(50);
      }
    }
    assertThat(printed().chars().filter(c -> c == '\r').count()).isEqualTo(6);
    assertThat(printed()).contains("10 %", "90 %", "100 %").doesNotContain("20 %");
  }

  @Test
  void elsewhereWholeLinesComeAtTenths() {
    try (ProgressBar bar = new ProgressBar(screen(false, 80), "dev", 1000, "tokens")) {
      for (int i = 0; i < 1000; i++) {
        after(100);
        bar.advance(1, "");
      }
    }
    assertThat(printed()).doesNotContain("\r");
    assertThat(printed().lines())
        .hasSize(10)
        .startsWith("dev  ██░░░░░░░░░░░░░░░░░░  10 %  10 tokens/s  eta 1:30")
        .endsWith("dev  ████████████████████  100 %  10 tokens/s  took 1:40");
  }

  @Test
  void elsewhereLinesAreNotMoreFrequentThanTheInterval() {
    try (ProgressBar bar = bar(false, 80)) {
      for (int i = 0; i < 10; i++) {
        after(1000);
        bar.advance(1, "");
      }
    }
    assertThat(printed().lines().map(line -> line.replaceAll(".* (\\d+) %.*", "$1")))
        .containsExactly("50", "100");
  }

  @Test
  void closingShowsTheLastStateOnceAndTwiceIsOnce() {
    ProgressBar bar = bar(false, 80);
    bar.advance(3, "");
    bar.close();
    bar.close();
    assertThat(printed().lines()).hasSize(1).first().asString().contains("30 %");
  }

  @Test
  void workThatNeverBeganPrintsNothing() {
    bar(true, 80).close();
    bar(false, 80).close();
    assertThat(printed()).isEmpty();
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProgressBar(screen(true, 80), "dev", 0, "tokens"))
        .withMessage("total: expected a positive number, found 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> screen(true, 1))
        .withMessage("width: expected at least 2 columns, found 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProgressBar.Screen(out, true, 80, Duration.ofSeconds(-1), nanos::get))
        .withMessage("interval: expected a non-negative duration, found PT-1S");
    ProgressBar bar = bar(true, 80);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bar.advance(-1, ""))
        .withMessage("units: expected a non-negative number, found -1");
    bar.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> bar.advance(1, ""))
        .withMessage("dev: the progress bar is closed");
  }

  private ProgressBar bar(boolean interactive, int width) {
    return new ProgressBar(screen(interactive, width), "dev", 10, "tokens");
  }

  private ProgressBar.Screen screen(boolean interactive, int width) {
    return new ProgressBar.Screen(out, interactive, width, Duration.ofSeconds(5), nanos::get);
  }

  private void after(long milliseconds) {
    nanos.addAndGet(Duration.ofMillis(milliseconds).toNanos());
  }

  private String printed() {
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
