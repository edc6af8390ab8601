package dms.components.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dms.components.setting.Setting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarReaderTest {
  enum Schedule {
    EXPONENTIAL,
    LINEAR_WARMUP
  }

  record Whole(@Setting(doc = "a value") int value) {}

  record Wide(@Setting(doc = "a value") long value) {}

  record Real(@Setting(doc = "a value") double value) {}

  record Truth(@Setting(doc = "a value") boolean value) {}

  record Text(@Setting(doc = "a value") String value) {}

  record Choice(@Setting(doc = "a value") Schedule value) {}

  @ParameterizedTest
  @CsvSource({"1e3, 1000", "-7, -7", "\"12\", 12", "5.0, 5", "2147483647, 2147483647"})
  void wholeNumbersAreIntegersHoweverWritten(String written, int expected) {
    assertThat(bind("value = " + written, Whole.class).value()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3.5",
        "2147483648",
        "1e-1",
        "99999999999999999999",
        "true",
        "abc",
        "[1]",
        "{}",
        "\"\""
      })
  void whatIsNoIntIsRefused(String written) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> bind("value = " + written, Whole.class))
        .withMessageStartingWith("value (test.conf:1): expected an integer of 32 bits, found ");
  }

  @Test
  void longsKeepEveryDigit() {
    assertThat(bind("value = 9223372036854775807", Wide.class).value()).isEqualTo(Long.MAX_VALUE);
    assertThat(bind("value = 9007199254740993.0", Wide.class).value()).isEqualTo(9007199254740993L);
    assertProblems(
        "value = 9223372036854775808",
        Wide.class,
        "value (test.conf:1): expected an integer of 64 bits, found the string \"9223372036854775808\"");
  }

  @Test
  void numbersMustBeFinite() {
    assertThat(bind("value = 5e-5", Real.class).value()).isEqualTo(5e-5);
    assertThat(bind("value = 2", Real.class).value()).isEqualTo(2.0);
    for (String written : List.of("NaN", "Infinity", "1e999", "1d", "0x10")) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> bind("value = " + written, Real.class))
          .withMessageStartingWith("value (test.conf:1): expected a finite number, found ");
    }
  }

  @Test
  void onlyTrueAndFalseAreTruthValues() {
    assertThat(bind("value = true", Truth.class).value()).isTrue();
    assertThat(bind("value = \"false\"", Truth.class).value()).isFalse();
    assertProblems(
        "value = yes",
        Truth.class,
        "value (test.conf:1): expected true or false, found the string \"yes\"");
    assertProblems(
        "value = 1",
        Truth.class,
        "value (test.conf:1): expected true or false, found the number 1");
  }

  @Test
  void stringsKeepTheTextOfNumbers() {
    assertThat(bind("value = 1.10", Text.class).value()).isEqualTo("1.10");
    assertProblems(
        "value = [a, b]",
        Text.class,
        "value (test.conf:1): expected a string, found a list [\"a\",\"b\"]");
  }

  @Test
  void longValuesAreShownInPart() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> bind("value = \"" + "𝒳".repeat(500) + "\"", Whole.class))
        .withMessageEndingWith("\"" + "𝒳".repeat(59) + "…");
  }

  @Test
  void enumConstantsAreWrittenInLowerCaseWithHyphens() {
    assertThat(bind("value = linear-warmup", Choice.class).value())
        .isEqualTo(Schedule.LINEAR_WARMUP);
    assertProblems(
        "value = linear_warmup",
        Choice.class,
        "value (test.conf:1): expected one of exponential, linear-warmup, found the string "
            + "\"linear_warmup\"; did you mean linear-warmup?");
  }

  private static void assertProblems(String text, Class<? extends Record> type, String problem) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> bind(text, type))
        .withMessage(problem);
  }

  private static <T extends Record> T bind(String text, Class<T> type) {
    return RecordBinder.bind(
        ConfigFactory.parseString(
            text, ConfigParseOptions.defaults().setOriginDescription("test.conf")),
        "",
        type);
  }
}
