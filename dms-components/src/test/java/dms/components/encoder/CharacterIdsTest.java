package dms.components.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dms.core.vocab.Vocabulary;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharacterIdsTest {
  private static final Vocabulary LETTERS =
      Vocabulary.of(
          List.of(Vocabulary.PADDING, Vocabulary.UNKNOWN), List.of("a", "b", "c", "d", "e", "😀"));

  @ParameterizedTest
  @CsvSource({
    "abc, 9, 2 3 4",
    "abcde, 5, 2 3 4 5 6",
    "abcde, 4, 2 3 5 6",
    "abcde, 3, 2 3 6",
    "abcde, 1, 2",
    "😀a?😀, 9, 7 2 1 7",
    "😀abc😀, 2, 7 7",
    "😀😀😀😀b, 3, 7 7 3"
  })
  void longFormsKeepTheirFirstAndLastCharacters(String form, int most, String ids) {
    assertThat(CharacterIds.of(form, LETTERS, most))
        .containsExactly(List.of(ids.split(" ")).stream().mapToInt(Integer::parseInt).toArray());
  }
}
