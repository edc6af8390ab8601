package dms.core.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
  private static final Column IFD = Column.parse("misc.IFD_tag");
  private static final Column UPOS_FEATS = Column.parse("upos+feats");

  private final Token hestur =
      Token.of(
          Schema.CONLLU,
          "hestur",
          "hestur",
          "NOUN",
          "N-N",
          "Case=Nom",
          "2",
          "nsubj",
          "_",
          "A=1|IFD_tag=nken|B=");
  private final Token bare = Token.ofForm("og");
  private final Schema tsv = Schema.ofTsv(CorpusSamples.columns("form", "tag", "misc.note"));

  @Test
  void valuesAreFoundByColumn() {
    assertThat(hestur.form()).isEqualTo("hestur");
    assertThat(hestur.value(Column.UPOS)).contains("NOUN");
    assertThat(hestur.value(Column.parse("head"))).contains("2");
    assertThat(hestur.value(IFD)).contains("nken");
    assertThat(hestur.value(Column.parse("misc.B"))).contains("");
    assertThat(hestur.value(UPOS_FEATS)).contains("NOUN\tCase=Nom");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lemma", "upos", "xpos", "head", "deprel", "deps", "misc", "misc.X", "upos+feats"})
  void underscoreOfConlluIsNoValue(String column) {
    assertThat(bare.value(Column.parse(column))).isEmpty();
  }

  @Test
  void underscoreIsAValueAsFormItsLemmaAndFeats() {
    assertThat(bare.value(Column.FEATS)).contains("_");
    assertThat(Token.ofForm("_").value(Column.FORM)).contains("_");
    assertThat(Token.ofForm("_").value(Column.LEMMA)).contains("_");
    assertThat(bare.with(Column.UPOS, "CCONJ").value(UPOS_FEATS)).contains("CCONJ\t_");
  }

  @Test
  void emptyCellOfTsvIsNoValueAndUnderscoreIsOne() {
    Token token = Token.of(tsv, "og", "", "_");

    assertThat(token.value(Column.parse("tag"))).isEmpty();
    assertThat(token.value(Column.parse("misc.note"))).contains("_");
    assertThat(token.value(Column.parse("misc.other"))).isEmpty();
  }

  @Test
  void unknownColumnIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> Token.of(tsv, "og", "c", "").value(Column.UPOS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column upos: expected one of form, tag, misc.note");
    assertThatThrownBy(() -> hestur.value(Column.parse("ner")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column ner: expected one of form, lemma, upos")
        .hasMessageContaining("misc.KEY");
    assertThatThrownBy(() -> Token.of(tsv, "og", "c", "").with(Column.parse("misc.other"), "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void withSetsOneColumnAndLeavesTheTokenAlone() {
    Token changed = hestur.with(Column.LEMMA, "hross");

    assertThat(changed.value(Column.LEMMA)).contains("hross");
    assertThat(changed.value(Column.UPOS)).contains("NOUN");
    assertThat(hestur.value(Column.LEMMA)).contains("hestur");
    assertThat(changed.with(Column.LEMMA, "hestur")).isEqualTo(hestur).hasSameHashCodeAs(hestur);
    assertThat(changed.with(Column.LEMMA, "_").value(Column.LEMMA)).isEmpty();
  }

  @Test
  void withJoinedColumnSetsEachPart() {
    Token changed = hestur.with(UPOS_FEATS, "VERB\t_");

    assertThat(changed.value(Column.UPOS)).contains("VERB");
    assertThat(changed.value(Column.FEATS)).contains("_");
    assertThatThrownBy(() -> hestur.with(UPOS_FEATS, "VERB"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 2 values");
  }

  @ParameterizedTest
  @CsvSource({
    "_, IFD_tag, x, IFD_tag=x",
    "A=1, IFD_tag, x, A=1|IFD_tag=x",
    "IFD_tag=old, IFD_tag, x, IFD_tag=x",
    "A=1|IFD_tag=old|B=2, IFD_tag, x, A=1|IFD_tag=x|B=2",
    "IFD_tag=old|B=2, IFD_tag, x=y, IFD_tag=x=y|B=2",
    "XIFD_tag=old, IFD_tag, x, XIFD_tag=old|IFD_tag=x",
    "A=IFD_tag=2, IFD_tag, x, A=IFD_tag=2|IFD_tag=x",
    "IFD_tag, IFD_tag, x, IFD_tag|IFD_tag=x",
    "A||B=2, B, x, A||B=x",
  })
  void withMiscKeyKeepsTheOtherKeysAndTheirOrder(
      String misc, String key, String value, String expected) {
    Column column = Column.parse("misc." + key);
    Token changed = bare.with(Column.MISC, misc).with(column, value);

    assertThat(changed.value(Column.MISC)).contains(expected);
    assertThat(changed.value(column)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\tb", "a\nb", "a\rb", "\t", "\uD800", "a\uDC00", "\uD800x", "x\uDBFF"})
  void nothingThatBreaksALineOrUtf8EntersAToken(String value) {
    assertThatThrownBy(() -> Token.ofForm(value)).isInstanceOf(IllegalArgumentException.class);
    for (Column column : Schema.CONLLU.columns()) {
      assertThatThrownBy(() -> hestur.with(column, value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("column " + column);
    }
    assertThatThrownBy(() -> hestur.with(IFD, value)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Token.of(tsv, "a", value, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void barIsRefusedInAMiscKeyOnly() {
    assertThatThrownBy(() -> hestur.with(IFD, "a|b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column misc.IFD_tag")
        .hasMessageContaining("without '|'");
    assertThat(hestur.with(Column.FEATS, "A=1|B=2").value(Column.FEATS)).contains("A=1|B=2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00A0", "\u3000 "})
  void blankFormIsRefused(String form) {
    assertThatThrownBy(() -> Token.ofForm(form))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column form: expected a word");
    assertThatThrownBy(() -> hestur.with(Column.FORM, form))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a b", "a\u00A0b", "\u0001", "\u001C", "\u2028", "👩‍👩‍👧", "\"", "#", "שלום"})
  void anyOtherFormIsKept(String form) {
    assertThat(Token.ofForm(form).form()).isEqualTo(form);
  }

  @Test
  void emptyValueIsRefusedInConlluWhereItCouldNotBeWritten() {
    assertThatThrownBy(() -> hestur.with(Column.UPOS, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write _ for none");
  }

  @Test
  void wrongNumberOfValuesIsRefused() {
    assertThatThrownBy(() -> Token.of(tsv, "a", "b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 3 values")
        .hasMessageContaining("found 2");
  }

  @Test
  void laterChangeOfTheGivenArrayDoesNotReachTheToken() {
    String[] values = {"a", "b", ""};
    Token token = Token.of(tsv, values);
    values[0] = "c\td";

    assertThat(token.form()).isEqualTo("a");
  }
}
