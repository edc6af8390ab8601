package dms.components.setting;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.33, 0.999})
  void probabilityTakesZeroToBelowOne(double value) {
    assertThatCode(() -> Checks.probability("dropout", value)).doesNotThrowAnyException();
  }

  @Test
  void probabilityRefusesOneAndWhatIsNoNumber() {
    refuses(
        () -> Checks.probability("dropout", 1.5),
        "dropout: expected a probability in [0, 1), found 1.5");
    refuses(
        () -> Checks.probability("dropout", 1),
        "dropout: expected a probability in [0, 1), found 1.0");
    refuses(
        () -> Checks.probability("dropout", -0.1),
        "dropout: expected a probability in [0, 1), found -0.1");
    refuses(
        () -> Checks.probability("dropout", Double.NaN),
        "dropout: expected a probability in [0, 1), found NaN");
  }

  @Test
  void shareTakesOne() {
    assertThatCode(() -> Checks.share("weight", 1)).doesNotThrowAnyException();
    refuses(() -> Checks.share("weight", 1.01), "weight: expected a share in [0, 1], found 1.01");
  }

  @Test
  void positiveRefusesZeroNaNAndInfinity() {
    assertThatCode(() -> Checks.positive("dim", 1)).doesNotThrowAnyException();
    assertThatCode(() -> Checks.positive("rate", 1e-9)).doesNotThrowAnyException();
    refuses(() -> Checks.positive("dim", 0), "dim: expected a positive integer, found 0");
    refuses(() -> Checks.positive("rate", 0.0), "rate: expected a positive number, found 0.0");
    refuses(
        () -> Checks.positive("rate", Double.NaN), "rate: expected a positive number, found NaN");
    refuses(
        () -> Checks.positive("rate", Double.POSITIVE_INFINITY),
        "rate: expected a positive number, found Infinity");
  }

  @Test
  void nonNegativeTakesZero() {
    assertThatCode(() -> Checks.nonNegative("warmup", 0)).doesNotThrowAnyException();
    assertThatCode(() -> Checks.nonNegative("decay", 0.0)).doesNotThrowAnyException();
    refuses(
        () -> Checks.nonNegative("warmup", -1),
        "warmup: expected a non-negative integer, found -1");
    refuses(
        () -> Checks.nonNegative("decay", Double.NaN),
        "decay: expected a non-negative number, found NaN");
  }

  @Test
  void blankStringsAndEmptyListsAreRefused() {
    assertThatCode(() -> Checks.notBlank("name", "x")).doesNotThrowAnyException();
    assertThatCode(() -> Checks.notEmpty("train", List.of("x"))).doesNotThrowAnyException();
    refuses(
        () -> Checks.notBlank("name", " "),
        "name: expected a string that is not blank, found \" \"");
    refuses(
        () -> Checks.notEmpty("train", List.of()),
        "train: expected at least one element, found none");
  }

  @Test
  void valueThatStandsTwiceInAListIsRefused() {
    assertThatCode(() -> Checks.distinct("inputs", List.of("a", "b"))).doesNotThrowAnyException();
    refuses(
        () -> Checks.distinct("inputs", List.of("a", "b", "a")),
        "inputs: expected different elements, found [a, b, a]");
  }

  @Test
  void oneOfSuggestsTheNearest() {
    List<String> allowed = List.of("xpos", "upos");
    assertThatCode(() -> Checks.oneOf("column", "xpos", allowed)).doesNotThrowAnyException();
    refuses(
        () -> Checks.oneOf("column", "xops", allowed),
        "column: expected one of xpos, upos, found \"xops\"; did you mean xpos?");
  }

  private static void refuses(ThrowingCallable check, String message) {
    assertThatIllegalArgumentException().isThrownBy(check).withMessage(message);
  }
}
