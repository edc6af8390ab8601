package dms.components.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "abc, '', 3",
    "'', abc, 3",
    "hidden, hidden, 0",
    "hiden, hidden, 1",
    "dmi, dim, 1",
    "kitten, sitting, 3",
    "ca, abc, 3"
  })
  void distanceCountsEditsAndSwaps(String a, String b, int expected) {
    assertThat(NearestName.distance(a, b)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "droput, dropout",
    "dropuot, dropout",
    "min-count, minCount",
    "min_count, minCount",
    "MINCOUNT, minCount",
    "dmi, dim"
  })
  void mistypedNameFindsItsKey(String typed, String meant) {
    assertThat(NearestName.of(typed, List.of("dim", "dropout", "minCount"))).contains(meant);
  }

  @Test
  void farNameFindsNothing() {
    assertThat(NearestName.of("momentum", List.of("dim", "dropout"))).isEmpty();
    assertThat(NearestName.of("dim", List.of())).isEmpty();
    assertThat(NearestName.suggestion("momentum", List.of("dim"))).isEmpty();
  }

  @Test
  void equallyNearNamesAreChosenByTheAlphabet() {
    assertThat(NearestName.of("upo", List.of("upos", "upoa"))).contains("upoa");
  }
}
