package dms.components.tagset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.core.corpus.Column;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdSchemeTest {
  private static final TagScheme BOTH = UdScheme.of(Column.parse("upos+feats"));
  private static final TagScheme FEATS = UdScheme.of(Column.FEATS);

  @Test
  void partOfSpeechAndEachFeatureIsACategory() {
    assertThat(BOTH.split("NOUN\tCase=Nom|Number[psor]=Sing|PronType=Int,Rel"))
        .contains(
            new TreeMap<>(
                Map.of(
                    "upos", "NOUN",
                    "Case", "Nom",
                    "Number[psor]", "Sing",
                    "PronType", "Int,Rel")));
    assertThat(FEATS.split("_").orElseThrow()).isEmpty();
    assertThat(UdScheme.of(Column.UPOS).split("NOUN").orElseThrow())
        .isEqualTo(Map.of("upos", "NOUN"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NOUN",
        "\t_",
        "NOUN\t",
        "NOUN\t_\t_",
        "NOUN\tNumber=Sing|Case=Nom",
        "NOUN\tCase=Nom|Case=Acc",
        "NOUN\tCase",
        "NOUN\tCase=",
        "NOUN\t=Nom",
        "NOUN\tCase=Nom|",
        "NOUN\tupos=X"
      })
  void valueThatWouldNotComeBackIsNotSplit(String tag) {
    assertThat(BOTH.split(tag)).isEmpty();
  }

  @Test
  void valuesThatNoTagHasAreNotJoined() {
    assertThat(BOTH.join(Map.of("Case", "Nom"))).isEmpty();
    assertThat(FEATS.join(Map.of("upos", "NOUN"))).isEmpty();
    assertThat(UdScheme.of(Column.UPOS).join(Map.of("upos", "NOUN", "Case", "Nom"))).isEmpty();
  }

  @Test
  void grammarCombinesTheValuesSeenWithAPartOfSpeechInTheSetsOfFeaturesSeen() {
    assertThat(
            BOTH.grammar(
                List.of(
                    "NOUN\tCase=Nom|Number=Sing",
                    "NOUN\tCase=Acc|Number=Plur",
                    "NOUN\tCase=Gen",
                    "VERB\tNumber=Dual",
                    "X\t_")))
        .containsExactlyInAnyOrder(
            "NOUN\tCase=Nom|Number=Sing",
            "NOUN\tCase=Nom|Number=Plur",
            "NOUN\tCase=Acc|Number=Sing",
            "NOUN\tCase=Acc|Number=Plur",
            "NOUN\tCase=Gen|Number=Sing",
            "NOUN\tCase=Gen|Number=Plur",
            "NOUN\tCase=Nom",
            "NOUN\tCase=Acc",
            "NOUN\tCase=Gen",
            "VERB\tNumber=Dual",
            "X\t_");
    assertThat(FEATS.grammar(List.of("A=x|B=y", "A=z", "_")))
        .containsExactlyInAnyOrder("A=x|B=y", "A=z|B=y", "A=x", "A=z", "_");
  }

  @Test
  void grammarOfTooManyTagsIsRefusedBeforeItIsMade() {
    List<String> seen =
        IntStream.range(0, 100).mapToObj(i -> "A=%1$d|B=%1$d|C=%1$d|D=%1$d".formatted(i)).toList();
    assertThatThrownBy(() -> FEATS.grammar(seen))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allows 100000000 tags, more than 50000")
        .hasMessageContaining("inventory = training");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xpos", "feats+upos", "upos+feats+xpos"})
  void otherColumnsAreRefused(String column) {
    assertThatThrownBy(() -> UdScheme.of(Column.parse(column)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found '" + column + "'");
  }
}
