package dms.components.tagset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PositionalSchemeTest {
  private static PositionalScheme parse(String text) throws TagsetFormatException {
    return PositionalScheme.parse(text.getBytes(StandardCharsets.UTF_8), "my.tagset");
  }

  private static PositionalScheme named(String name) throws IOException {
    return PositionalScheme.parse(TagSchemes.description(name).orElseThrow(), name);
  }

  @Test
  void tagIsAWordClassAndOneCharacterForEachCategory() throws IOException {
    PositionalScheme scheme = parse("# nouns\n\nn gender=kv case=noþ  article=g- proper=s-\nc\n");
    assertThat(scheme.split("nkþ-s").orElseThrow())
        .isEqualTo(Map.of("class", "n", "gender", "k", "case", "þ", "proper", "s"));
    assertThat(scheme.split("c").orElseThrow()).isEqualTo(Map.of("class", "c"));
    assertThat(scheme.grammar(List.of()))
        .hasSize(2 * 3 * 2 * 2 + 1)
        .contains("nkn", "nkng", "nkn-s", "nkngs", "c");
    for (String other : List.of("nk", "nkn-", "nkn--", "nken", "nkngsx", "C", "", "-")) {
      assertThat(scheme.split(other)).as(other).isEmpty();
    }
    assertThat(scheme.join(Map.of("class", "c", "gender", "k"))).isEmpty();
  }

  @Test
  void wordClassMayConsistOfHyphens() throws IOException {
    assertThat(parse("-\n--\n= x=1-\n").grammar(List.of()))
        .containsExactlyInAnyOrder("-", "--", "=", "=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mim-gold-2.0", "ifd"})
  void everyTagOfTheGrammarComesBackAsItWas(String name) throws IOException {
    PositionalScheme scheme = named(name);
    assertThat(scheme.grammar(List.of()))
        .isNotEmpty()
        .allSatisfy(tag -> assertThat(scheme.join(scheme.split(tag).orElseThrow())).contains(tag));
  }

  @ParameterizedTest
  @CsvSource({
    "mim-gold-2.0, nkeng n----s n-en-s nxeþ lvfþsf lheoof fpkfo fp1en ftheo ghee tfkfn ta sfg3eþ",
    "mim-gold-2.0, sbg2en sng sng--þ slm sþghen aa af afe aam au c cn ct ks kt pl pk pg pa e x v m",
    "ifd, nven-m nheo-ö nxee-s ao aþe ae as au ssg ssm sþmhen . , „ … fp2fþ v x"
  })
  void knownTagsAreOfTheGrammar(String name, String tags) throws IOException {
    assertThat(named(name).grammar(List.of())).contains(tags.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "n gender=kv gender=e, category 'gender' stands twice",
    "n gender=kvk, 'gender=kvk' has a value twice",
    "n gender=, 'expected category=values, such as case=noþe, found ''gender='''",
    "n gender, 'expected category=values, such as case=noþe, found ''gender'''",
    "n =kv, 'expected category=values, such as case=noþe, found ''=kv'''",
    "gender=kv n, 'expected a word class first, found ''gender=kv'''",
    "n class=kv, the category 'class' is there already",
    "n whole=kv, the category 'whole' is there already",
    "a type=x, the tag 'ax' is given twice",
    "ax, the tag 'ax' is given twice",
    "b p=x- q=x-, nothing",
    "b p=- p2=-x, nothing",
    "b a=0123456789 b=0123456789 c=0123456789 d=0123456789 e=0123456789, give more than 50000 tags"
  })
  void damagedLineIsRefusedWithItsNumberAndReason(String line, String reason) throws IOException {
    String text = "# my tags\na type=x\n" + line.strip() + "\n";
    if (reason.equals("nothing")) {
      assertThat(parse(text).grammar(List.of())).isNotEmpty();
    } else {
      assertThatExceptionOfType(TagsetFormatException.class)
          .isThrownBy(() -> parse(text))
          .withMessageStartingWith("my.tagset:3: ")
          .withMessageContaining(reason);
    }
  }

  @Test
  void twoTagsWithTheSameValuesAreRefused() {
    assertThatExceptionOfType(TagsetFormatException.class)
        .isThrownBy(() -> parse("n gender=k case=n\nn case=n gender=k\n"))
        .withMessageContaining("my.tagset:2: the tags 'nkn' and 'nnk' have the same values");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# only words\n"})
  void fileWithoutTagsIsRefused(String text) {
    assertThatExceptionOfType(TagsetFormatException.class)
        .isThrownBy(() -> parse(text))
        .withMessage("my.tagset: expected a line for each word class, found none");
  }

  @Test
  void fileThatIsNotUtf8IsRefused() {
    byte[] latin1 = "n case=noþe\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatExceptionOfType(TagsetFormatException.class)
        .isThrownBy(() -> PositionalScheme.parse(latin1, "old.tagset"))
        .withMessage("old.tagset: expected UTF-8; convert the file");
  }
}
