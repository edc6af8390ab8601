package dms.core.corpus;

import static dms.core.corpus.CorpusSamples.columns;
import static dms.core.corpus.CorpusSamples.conllu;
import static dms.core.corpus.CorpusSamples.forms;
import static dms.core.corpus.CorpusSamples.row;
import static dms.core.corpus.CorpusSamples.tsv;
import static dms.core.corpus.CorpusSamples.writeConllu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceTest {
  private static final String SAMPLE =
      "# newdoc\n# sent_id = dev-1\n# text = Um hestinn .\n"
          + row("0.1", "null")
          + row("1-2", "Umhest")
          + row("1", "Um")
          + row("1.1", "_")
          + row("1.2", "_")
          + row("2", "hestinn")
          + row("3", ".")
          + row("3.1", "_")
          + "\n";

  @Test
  void commentsGiveIdAndText() throws IOException {
    Sentence sentence = conllu("\n" + SAMPLE).get(0);

    assertThat(sentence.id()).contains("dev-1");
    assertThat(sentence.text()).contains("Um hestinn .");
    assertThat(sentence.comments()).hasSize(3).first().isEqualTo("# newdoc");
    assertThat(sentence.source()).isEqualTo("dev.conllu:2");
    assertThat(Sentence.ofForms(List.of("a")).id()).isEmpty();
  }

  @Test
  void rangesAndEmptyNodesAreNoTokens() throws IOException {
    Sentence sentence = conllu(SAMPLE).get(0);

    assertThat(sentence.size()).isEqualTo(3);
    assertThat(forms(sentence)).containsExactly("Um", "hestinn", ".");
  }

  @Test
  void otherTokensLeaveCommentsRangesAndEmptyNodesInPlace() throws IOException {
    Sentence sentence = conllu(SAMPLE).get(0);
    List<Token> tagged =
        sentence.tokens().stream().map(token -> token.with(Column.UPOS, "X")).toList();

    String written = writeConllu(List.of(sentence.withTokens(tagged)));

    assertThat(written.replace("\tX\t", "\t_\t")).isEqualTo(SAMPLE);
    assertThat(conllu(written).get(0).tokens()).isEqualTo(tagged);
  }

  @Test
  void otherNumberOfTokensIsRefusedWithTheSource() throws IOException {
    Sentence sentence = conllu(SAMPLE).get(0);

    assertThatThrownBy(() -> sentence.withTokens(sentence.tokens().subList(1, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dev.conllu:1: expected 3 tokens, found 2");
  }

  @Test
  void sentenceWithoutTokensIsRefused() {
    assertThatThrownBy(() -> Sentence.ofForms(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one token or more");
  }

  @Test
  void tokensOfDifferentSchemasAreRefused() {
    Token conllu = Token.ofForm("a");
    Token tsv = Token.of(Schema.ofTsv(columns("form")), "a");

    assertThatThrownBy(() -> Sentence.of(List.of(conllu, tsv)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TSV [form]");
  }

  @Test
  void listsOfASentenceCannotBeChanged() {
    Sentence sentence = Sentence.ofForms(List.of("a"));

    assertThatThrownBy(() -> sentence.tokens().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> sentence.comments().add("# x"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void commentsCannotBreakALine() {
    Sentence sentence = Sentence.ofForms(List.of("a"));

    assertThat(sentence.withComments(List.of("# sent_id = 7\t8")).id()).contains("7\t8");
    assertThatThrownBy(() -> sentence.withComments(List.of("# a\n1\tb")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sentence.withComments(List.of("sent_id = 7")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("begins with #");
  }

  @Test
  void tsvColumnsBecomeColumnsOfConlluAndKeysOfMisc() throws IOException {
    Sentence sentence = tsv("misc.b\tform\tupos\tmisc\n1\tÉg\tPRON\tA=2\n\ter\t\t\n").get(0);

    assertThat(writeConllu(List.of(sentence)))
        .isEqualTo("1\tÉg\t_\tPRON\t_\t_\t_\t_\t_\tA=2|b=1\n2\ter\t_\t_\t_\t_\t_\t_\t_\t_\n\n");
  }

  @Test
  void tsvColumnWithoutAPlaceInConlluIsRefusedSayingHowToNameIt() throws IOException {
    Sentence sentence = tsv("form\tner\nÉg\tO\n").get(0);

    assertThatThrownBy(() -> writeConllu(List.of(sentence)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name it misc.ner");
  }

  @Test
  void tsvSentenceGetsRoomForNewColumns() throws IOException {
    Sentence sentence = tsv("form\tner\nÉg\tO\n").get(0);

    Sentence wider = sentence.withColumns(columns("lemma", "ner", "upos+feats"));

    assertThat(wider.schema().columns())
        .isEqualTo(columns("form", "ner", "lemma", "upos", "feats"));
    assertThat(wider.tokens().get(0).value(Column.LEMMA)).isEmpty();
    assertThat(wider.tokens().get(0).with(Column.LEMMA, "ég").value(Column.LEMMA)).contains("ég");
    assertThat(sentence.withColumns(columns("ner"))).isSameAs(sentence);
  }

  @Test
  void conlluSentenceHasRoomForItsOwnColumnsOnly() {
    Sentence sentence = Sentence.ofForms(List.of("a"));

    assertThat(sentence.withColumns(columns("upos", "misc.X"))).isSameAs(sentence);
    assertThatThrownBy(() -> sentence.withColumns(columns("ner")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column ner");
  }
}
