package dms.train.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {
  private static final ProgressLine LINE =
      new ProgressLine("epoch 3/20", 620_000, 1_000_000, "tokens", "loss 0.312", nanos(15.0));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | epoch 3/20  ████████████░░░░░░░░  62 %  41,333 tokens/s  loss 0.312  eta 0:09",
        "69  | epoch 3/20  ███████░░░░░  62 %  41,333 tokens/s  loss 0.312  eta 0:09",
        "62  | epoch 3/20  ███░░  62 %  41,333 tokens/s  loss 0.312  eta 0:09",
        "61  | epoch 3/20  62 %  41,333 tokens/s  loss 0.312  eta 0:09",
        "55  | epoch 3/20  62 %  41,333 tokens/s  loss 0.312  eta 0:09",
        "54  | epoch 3/20  ████████░░░░░░  62 %  loss 0.312  eta 0:09",
        "38  | epoch 3/20  62 %  loss 0.312  eta 0:09",
        "37  | epoch 3/20  █████░░░░  62 %  eta 0:09",
        "16  | epoch 3/20  62 %",
        "5   | epoch"
      })
  void lineFitsTheWidth(int width, String expected) {
    assertThat(LINE.format(width)).isEqualTo(expected);
  }

  @Test
  void noLineIsEverWider() {
    for (int width = 1; width < 100; width++) {
      assertThat(LINE.format(width).codePointCount(0, LINE.format(width).length()))
          .isLessThanOrEqualTo(width);
    }
  }

  @Test
  void nothingDoneHasNeitherSpeedNorEnd() {
    assertThat(new ProgressLine("epoch 1/1", 0, 10, "tokens", "", nanos(3)).format(80))
        .isEqualTo("epoch 1/1  ░░░░░░░░░░░░░░░░░░░░  0 %");
    assertThat(new ProgressLine("epoch 1/1", 5, 10, "tokens", "", 0).format(80))
        .isEqualTo("epoch 1/1  ██████████░░░░░░░░░░  50 %");
  }

  @Test
  void allDoneTellsTheTimeItTook() {
    assertThat(new ProgressLine("epoch 1/1", 10, 10, "sentences", "", nanos(3725)).format(80))
        .isEqualTo("epoch 1/1  ████████████████████  100 %  took 1:02:05");
  }

  @Test
  void moreThanAllCountsAsAll() {
    assertThat(new ProgressLine("dev", 20, 10, "tokens", "", nanos(10)).format(80))
        .isEqualTo("dev  ████████████████████  100 %  2.0 tokens/s  took 0:10");
  }

  @Test
  void almostAllIsNotAll() {
    assertThat(new ProgressLine("dev", 999, 1000, "tokens", "", 0).percent()).isEqualTo(99);
  }

  @Test
  void numbersDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("is-IS"));
    try {
      assertThat(LINE.format(61)).contains("41,333 tokens/s");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static long nanos(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000)).toNanos();
  }
}
