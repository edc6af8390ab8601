package dms.components.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A script makes the lemma of the form it was learnt from, and of other forms like it. */
class EditScriptTest {
  @ParameterizedTest
  @CsvSource({
    "höfum, hafa, lower 0-2+a 1-1+a",
    "Hún, hún, lower",
    "hestinum, hestur, lower 0-1+r 1-2+",
    "Íslandi, Ísland, kept 0-1+",
    "EVRÓPU, Evrópa, title 0-1+a",
    "nato, NATO, upper",
    "er, vera, lower 0-0+a 2-0+v",
    "mér, ég, lower 0-1+g 1-1+",
    "went, go, whole go",
    "men, man, lower 1-1+a",
    "2.000, 2.000, lower",
    "S., S., kept",
    "𝔸b, 𝔸, lower 0-1+"
  })
  void theFewestEditsFromTheEnd(String form, String lemma, String script) {
    EditScript learnt = EditScript.between(form, lemma);
    assertThat(learnt.toString().replace('\t', ' ')).isEqualTo(script);
    assertThat(learnt.apply(form)).contains(lemma);
  }

  @ParameterizedTest
  @CsvSource({"höfum, hafa, töpum, tapa", "höfum, hafa, Sögum, saga", "men, man, women, woman"})
  void aScriptFitsOtherFormsOfItsKind(String form, String lemma, String other, String otherLemma) {
    assertThat(EditScript.between(form, lemma).apply(other)).contains(otherLemma);
  }

  @Test
  void aFormThatIsTooShortHasNoLemma() {
    EditScript script = EditScript.between("hestinum", "hestur");
    assertThat(script.apply("inu")).isEmpty();
    assertThat(EditScript.between("ab", "a").apply("b")).isEmpty();
  }

  @Test
  void everyScriptMakesItsLemmaAndIsReadFromItsText() {
    Random random = new Random(7);
    String letters = "abAB+-\u00e6\u00d0 0İßǅ𝔸";
    int[] points = letters.codePoints().toArray();
    for (int i = 0; i < 20_000; i++) {
      String form = word(random, points);
      String lemma = word(random, points);
      EditScript script = EditScript.between(form, lemma);
      assertThat(script.apply(form)).as("%s of %s", script, form).contains(lemma);
      assertThat(EditScript.parse(script.toString())).isEqualTo(script);
    }
  }

  private static String word(Random random, int[] points) {
    StringBuilder word = new StringBuilder();
    int length = 1 + random.nextInt(8);
    for (int i = 0; i < length; i++) {
      word.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return word.toString().isBlank() ? "a" : word.toString();
  }

  @Test
  void aVeryLongFormIsNotAligned() {
    String form = "a".repeat(100_000);
    assertThat(EditScript.between(form, form + "b").apply("x")).contains(form + "b");
    assertThat(EditScript.between("ab", "a").apply(form)).contains(form.substring(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lower ",
        "middle",
        "whole",
        "lower\t0-2",
        "lower\t-1-2+a",
        "whole\t",
        "lower\t0-99999999999+a",
        "lower\t\t"
      })
  void somethingElseIsNotAScript(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EditScript.parse(text))
        .withMessageContaining("edit script");
  }
}
