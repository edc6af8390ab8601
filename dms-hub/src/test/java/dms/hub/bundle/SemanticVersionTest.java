package dms.hub.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions and names of models. */
class SemanticVersionTest {
  private static final List<SemanticVersion> RISING =
      List.of(
              "0.0.1",
              "0.9.9",
              "1.0.0-1",
              "1.0.0-2",
              "1.0.0-11",
              "1.0.0-alpha",
              "1.0.0-alpha.1",
              "1.0.0-alpha.beta",
              "1.0.0-beta",
              "1.0.0-beta.2",
              "1.0.0-beta.11",
              "1.0.0-rc.1",
              "1.0.0",
              "1.0.0+build",
              "1.2.0",
              "1.10.0",
              "2.0.0")
          .stream()
          .map(SemanticVersion::new)
          .toList();

  @Test
  void orderIsThatOfTheSpecification() {
    List<SemanticVersion> shuffled = new ArrayList<>(RISING);
    Collections.shuffle(shuffled, new Random(1));
    Collections.sort(shuffled);
    assertThat(shuffled).isEqualTo(RISING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.0",
        "01.0.0",
        "1.0.0.0",
        "v1.0.0",
        "1.0.0-01",
        "1.0.0 ",
        "1.0.0-",
        "1.0.0+",
        "1.0.0-a..b",
        "1.0.0/..",
        "1.0.0\n",
        "9999999999.0.0",
        "latest"
      })
  void otherFormsAreRefused(String text) {
    assertThat(SemanticVersion.find(text)).isEmpty();
    assertThatThrownBy(() -> new SemanticVersion(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected three numbers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"is-small", "a", "is_small.2", "is-small@1.0.0", "x@2.0.0-beta.1+b"})
  void namesAreReadAndWritten(String text) {
    assertThat(ModelName.isName(text)).isTrue();
    assertThat(ModelName.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        ".a",
        "-a",
        "a.",
        "a/b",
        "a\\b",
        "../a",
        "C:",
        "a b",
        "á",
        "A",
        "is-smáll",
        "a@",
        "a@1",
        "@1.0.0",
        "a@1.0.0@2",
        "a@../../b"
      })
  void namesThatCouldLeadElsewhereAreRefused(String text) {
    assertThat(ModelName.isName(text)).isFalse();
    assertThatThrownBy(() -> ModelName.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
