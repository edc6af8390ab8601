package dms.hub.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SemanticVersionTest {
  @Test
  void versionsAreInTheOrderOfTheSpecification() {
    List<SemanticVersion> sorted =
        Stream.of(
                "0.9.9",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
                "1.0.1",
                "1.10.0",
                "2.0.0",
                "99999999999999999999.0.0")
            .map(SemanticVersion::new)
            .toList();
    List<SemanticVersion> reversed = new ArrayList<>(sorted);
    Collections.reverse(reversed);
    assertThat(reversed.stream().sorted()).containsExactlyElementsOf(sorted);
    assertThat(new SemanticVersion("1.0.0+a").compareTo(new SemanticVersion("1.0.0+b"))).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "1.0", "v1.0.0", "01.0.0", "1.0.0-", "1.0.0-01", "1.0.0 ", "1.0.0/"})
  void otherTextsAreRefused(String text) {
    assertThat(SemanticVersion.find(text)).isEmpty();
    assertThatThrownBy(() -> new SemanticVersion(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a semantic version");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "-a", ".a", "a/b", "a b", "is-smáll", "nul", "a.", "..", "a@b"})
  void namesThatSomeFileSystemRefusesAreRefused(String name) {
    assertThat(ModelName.find(name)).isEmpty();
  }

  @Test
  void nameAndVersionAreReadAndWritten() {
    assertThat(ModelName.parse("is-small@1.0.0-rc.1")).hasToString("is-small@1.0.0-rc.1");
    assertThat(ModelName.parse("is-small").version()).isEmpty();
  }
}
