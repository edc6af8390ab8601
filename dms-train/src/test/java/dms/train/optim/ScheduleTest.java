package dms.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleTest {
  private static double factor(String hocon, long step, long totalSteps) {
    return Schedule.of(Configs.schedule(hocon)).factor(step, totalSteps, (int) (step / 5));
  }

  /**
   * Twenty steps at a learning rate of 1 in PyTorch 2.10: linear is LambdaLR(step / 5), then
   * LinearLR(1, 0.1, 15); cosine is CosineAnnealingLR(20, eta_min 0.1); exponential is StepLR(5,
   * 0.9); one-cycle is OneCycleLR(1, 20 steps, pct_start 0.3, div_factor 25, final_div_factor 400).
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linear-warmup, warmup = 0.25, endFactor = 0.1 | 0 0 1 0.2 4 0.8 5 1 6 0.94 19 0.16 20 0.1",
        "cosine, warmup = 0, endFactor = 0.1 | 0 1 1 0.9944597533 7 0.7542957249 10 0.55"
            + " 19 0.1055402467 20 0.1",
        "exponential, decay = 0.9 | 0 1 4 1 5 0.9 9 0.9 10 0.81 19 0.729 20 0.6561",
        "one-cycle, warmup = 0.3 | 0 0.04 1 0.1316718427 4 0.9083281573 5 1 6 0.9874652097"
            + " 12 0.50005 18 0.0126347903 19 0.0001",
      })
  void factorsAgreeWithPyTorch(String hocon, String stepsAndFactors) {
    String[] pairs = stepsAndFactors.trim().split(" ");
    for (int i = 0; i < pairs.length; i += 2) {
      assertThat(factor("type = " + hocon, Long.parseLong(pairs[i]), 20))
          .as("step " + pairs[i])
          .isCloseTo(Double.parseDouble(pairs[i + 1]), within(1e-9));
    }
  }

  @Test
  void cosineRisesInALineBeforeItsWave() {
    String cosine = "type = cosine, warmup = 0.5";
    assertThat(factor(cosine, 0, 20)).isZero();
    assertThat(factor(cosine, 5, 20)).isEqualTo(0.5);
    assertThat(factor(cosine, 10, 20)).isEqualTo(1);
    assertThat(factor(cosine, 15, 20)).isCloseTo(0.5, within(1e-15));
    assertThat(factor(cosine, 20, 20)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"linear-warmup", "cosine", "one-cycle"})
  void noWarmupStartsAtTheTop(String type) {
    for (long total : new long[] {1, 2, 1000}) {
      assertThat(factor("warmup = 0, type = " + type, 0, total)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"linear-warmup", "cosine", "one-cycle"})
  void warmupToTheEndNeverFalls(String type) {
    String hocon = "warmup = 1, type = " + type;
    for (int step = 1; step < 20; step++) {
      assertThat(factor(hocon, step, 20)).isGreaterThan(factor(hocon, step - 1, 20));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"constant", "exponential", "linear-warmup", "cosine", "one-cycle"})
  void factorIsAShareAtEveryStepEvenPastTheEnd(String type) {
    Schedule schedule = Schedule.of(Configs.schedule("type = " + type));
    for (long total : new long[] {1, 2, 3, 7, 100, 1L << 40}) {
      LongStream.of(0, 1, 2, 3, 6, 7, 50, 99, 100, 101, 1L << 40, Long.MAX_VALUE)
          .mapToDouble(step -> schedule.factor(step, total, (int) Math.min(step / 5, 1_000_000)))
          .forEach(factor -> assertThat(factor).isBetween(0.0, 1.0));
    }
  }

  @Test
  void stepsPastTheEndKeepTheFactorOfTheEnd() {
    assertThat(factor("type = linear-warmup, endFactor = 0.25", 21, 20)).isEqualTo(0.25);
    assertThat(factor("type = cosine, endFactor = 0.25", 1000, 20)).isEqualTo(0.25);
    assertThat(factor("type = one-cycle", 20, 20)).isCloseTo(1e-4, within(1e-18));
  }

  @Test
  void exponentialFollowsTheEpochHoweverManyStepsItHas() {
    Schedule schedule = Schedule.of(Configs.schedule("type = exponential, decay = 0.5"));
    assertThat(schedule.factor(100, 1000, 0)).isEqualTo(1);
    assertThat(schedule.factor(3, 1000, 2)).isEqualTo(0.25);
  }

  @Test
  void constantIsTheDefault() {
    assertThat(factor("", 0, 1)).isEqualTo(1);
    assertThat(factor("", 19, 20)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 1, 1, step: expected at least 0",
    "0, 0, 1, totalSteps: expected at least 1",
    "0, 1, -1, epoch: expected at least 0"
  })
  void countsThatAreTooSmallAreRefused(long step, long total, int epoch, String message) {
    Schedule schedule = Schedule.of(Configs.schedule(""));
    assertThatThrownBy(() -> schedule.factor(step, total, epoch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
