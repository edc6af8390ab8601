package dms.core.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StringPoolTest {
  private final StringPool pool = new StringPool();

  private String get(String value) {
    return pool.get(("<" + value + ">").toCharArray(), 1, value.length() + 1);
  }

  @Test
  void equalStringsAreOneObjectHoweverTheyCome() {
    String first = get("hestur");

    assertThat(first).isEqualTo("hestur").isSameAs(get("hestur"));
    assertThat(pool.get("x hestur".substring(2))).isSameAs(first);
    assertThat(get("")).isEmpty();
  }

  @Test
  void millionDifferentStringsComeBackRight() {
    for (int i = 0; i < 1_000_000; i++) {
      assertThat(get("orð" + i).equals("orð" + i)).isTrue();
    }
    assertThat(get("orð0")).isEqualTo("orð0");
  }

  @Test
  void longStringIsGivenButNotKept() {
    String value = "a".repeat(65);

    assertThat(get(value)).isEqualTo(value).isNotSameAs(get(value));
  }
}
