package dms.core.vocab;

import static dms.core.vocab.Vocabulary.PADDING;
import static dms.core.vocab.Vocabulary.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {
  private static final List<String> RESERVED = List.of(PADDING, UNKNOWN);

  @Test
  void reservedSymbolsComeFirstAndTheOthersByCodePoints() {
    Map<String, Long> counts =
        Map.of("𝒳", 5L, "\uFFEE", 5L, "þ", 2L, "ab", 9L, "a", 2L, "rare", 1L, "", 3L);
    Vocabulary vocabulary = Vocabulary.learn(counts, 2, RESERVED);
    assertThat(vocabulary.symbols())
        .containsExactly(PADDING, UNKNOWN, "", "a", "ab", "þ", "\uFFEE", "𝒳");
    assertThat(vocabulary.size()).isEqualTo(8);
    assertThat(vocabulary.reservedSize()).isEqualTo(2);
    assertThat(vocabulary.reserved(UNKNOWN)).isEqualTo(1);
    assertThat(vocabulary.find("þ")).hasValue(5);
    assertThat(vocabulary.find("rare")).isEmpty();
    assertThat(vocabulary.id("a", 1)).isEqualTo(3);
    assertThat(vocabulary.id("rare", 1)).isEqualTo(1);
    for (int id = 2; id < vocabulary.size(); id++) {
      assertThat(vocabulary.find(vocabulary.symbol(id))).hasValue(id);
    }
  }

  @Test
  void aCharacterHasTheIdOfItsSymbol() {
    Vocabulary vocabulary =
        Vocabulary.of(RESERVED, List.of("þ", "ab", "😀", "", "a", "\uFFFF", "\u0000", "😀😀"));
    for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
      if (Character.getType(character) != Character.SURROGATE) {
        assertThat(vocabulary.idOfCharacter(character, -1))
            .isEqualTo(vocabulary.id(Character.toString(character), -1));
      }
    }
    assertThat(Vocabulary.of(List.of()).idOfCharacter('a', 7)).isEqualTo(7);
  }

  @Test
  void tokenSpelledLikeAReservedSymbolHasItsOwnId() throws VocabularyFormatException {
    Vocabulary without = Vocabulary.learn(Map.of("a", 1L), 1, RESERVED);
    assertThat(without.find(UNKNOWN)).isEmpty();
    Vocabulary with = Vocabulary.learn(Map.of("a", 1L, UNKNOWN, 1L, PADDING, 1L), 1, RESERVED);
    assertThat(with.symbols()).containsExactly(PADDING, UNKNOWN, PADDING, UNKNOWN, "a");
    assertThat(with.reserved(UNKNOWN)).isEqualTo(1);
    assertThat(with.find(UNKNOWN)).hasValue(3);
    assertThat(with.symbol(1)).isEqualTo(with.symbol(3));
    assertThat(Vocabulary.parse(with.toJson(), "file")).isEqualTo(with);
    assertThat(Vocabulary.of(with.symbols().subList(2, 5))).isNotEqualTo(with);
  }

  @Test
  void idsOutsideAndUnreservedNamesAreRefusedWithTheirBounds() {
    Vocabulary vocabulary = Vocabulary.of(List.of("a", "b"));
    for (int id : new int[] {-1, 2}) {
      assertThatThrownBy(() -> vocabulary.symbol(id))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("size 2")
          .hasMessageEndingWith("not " + id);
    }
    assertThatThrownBy(() -> vocabulary.reserved(PADDING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(PADDING);
  }

  @Test
  void doubleAndBrokenSymbolsAreRefused() {
    assertThatThrownBy(() -> Vocabulary.of(List.of("a", "b", "a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a'");
    assertThatThrownBy(() -> Vocabulary.learn(Map.of(), 1, List.of(PADDING, PADDING)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(PADDING);
    assertThatThrownBy(() -> Vocabulary.of(List.of("a\uDC00")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("surrogate");
  }

  @Test
  void lookingUpMakesNoNewObject() {
    Vocabulary vocabulary = Vocabulary.of(List.of("a"));
    assertThat(vocabulary.find("a")).isSameAs(vocabulary.find("a"));
    assertThat(vocabulary.find("b")).isSameAs(OptionalInt.empty());
  }

  @Test
  void listGivenIsCopied() {
    List<String> symbols = new ArrayList<>(List.of("a"));
    Vocabulary vocabulary = Vocabulary.of(symbols);
    symbols.set(0, "b");
    assertThat(vocabulary.symbol(0)).isEqualTo("a");
    assertThatThrownBy(() -> vocabulary.symbols().add("c"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void jsonIsPlainUtf8() throws VocabularyFormatException {
    Vocabulary vocabulary = Vocabulary.of(List.of(PADDING), List.of("ö", "😀", "\"\\\n"));
    byte[] json = vocabulary.toJson();
    assertThat(new String(json, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"format\":1,\"reserved\":1,\"symbols\":[\"<pad>\",\"ö\",\"😀\",\"\\\"\\\\\\n\"]}");
    assertThat(Vocabulary.parse(json, "file")).isEqualTo(vocabulary).hasSameHashCodeAs(vocabulary);
    Vocabulary empty = Vocabulary.of(List.of());
    assertThat(Vocabulary.parse(empty.toJson(), "file")).isEqualTo(empty);
  }

  static List<Arguments> badJson() {
    return List.of(
        arguments("", "not a JSON object"),
        arguments("[]", "not a JSON object"),
        arguments("{", "not JSON"),
        arguments(json("1", "0", "[]") + "x", "not JSON"),
        arguments(json("1", "0", "[]") + "{}", "not JSON"),
        arguments("{\"format\":1,\"format\":1}", "Duplicate"),
        arguments("{}", "field format"),
        arguments(json("2", "0", "[]"), "format 2, this version of DMS reads 1"),
        arguments("{\"format\":2,\"new\":1}", "format 2"),
        arguments(json("1.0", "0", "[]"), "field format"),
        arguments(json("\"1\"", "0", "[]"), "field format"),
        arguments(json("1", "-1", "[]"), "reserves -1 of 0"),
        arguments(json("1", "2", "[\"a\"]"), "reserves 2 of 1"),
        arguments(json("1", "99999999999", "[]"), "field reserved"),
        arguments(json("1", "null", "[]"), "field reserved"),
        arguments("{\"format\":1,\"reserved\":0}", "field symbols"),
        arguments(json("1", "0", "{}"), "field symbols"),
        arguments(json("1", "0", "[\"a\",1]"), "symbol 1 is not a string"),
        arguments(json("1", "0", "[null]"), "symbol 0 is not a string"),
        arguments(json("1", "0", "[\"a\",\"a\"]"), "'a' stands twice"),
        arguments(json("1", "2", "[\"a\",\"a\"]"), "'a' stands twice"),
        arguments(json("1", "0", "[\"\\ud800\"]"), "surrogate"),
        arguments("{\"format\":1,\"reserved\":0,\"symbols\":[],\"more\":1}", "field more"),
        arguments("[".repeat(100_000), "not JSON"));
  }

  @ParameterizedTest
  @MethodSource("badJson")
  void badJsonIsRefusedNamingFileAndReason(String json, String reason) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Vocabulary.parse(bytes, "words.json"))
        .isInstanceOf(VocabularyFormatException.class)
        .hasMessageStartingWith("words.json: ")
        .hasMessageContaining(reason);
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] bytes = json("1", "0", "[\"ö\"]").getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> Vocabulary.parse(bytes, "words.json"))
        .isInstanceOf(VocabularyFormatException.class)
        .hasMessageContaining("UTF-8");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void codePointOrderIsThatOfUtf8Bytes(long seed) {
    Random random = new Random(seed);
    int[] codePoints = {'a', 'b', 0xF6, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF};
    for (int round = 0; round < 5_000; round++) {
      String left = text(random, codePoints);
      String right = text(random, codePoints);
      int expected =
          Arrays.compareUnsigned(
              left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
      assertThat(Integer.signum(CodePointOrder.compare(left, right)))
          .isEqualTo(Integer.signum(expected));
    }
  }

  private static String text(Random random, int[] codePoints) {
    int[] chosen = random.ints(random.nextInt(4), 0, codePoints.length).toArray();
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = codePoints[chosen[i]];
    }
    return new String(chosen, 0, chosen.length);
  }

  private static String json(String format, String reserved, String symbols) {
    return "{\"format\":%s,\"reserved\":%s,\"symbols\":%s}".formatted(format, reserved, symbols);
  }
}
