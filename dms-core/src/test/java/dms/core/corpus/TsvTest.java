package dms.core.corpus;

import static dms.core.corpus.CorpusSamples.columns;
import static dms.core.corpus.CorpusSamples.conllu;
import static dms.core.corpus.CorpusSamples.forms;
import static dms.core.corpus.CorpusSamples.stream;
import static dms.core.corpus.CorpusSamples.tsv;
import static dms.core.corpus.CorpusSamples.writeTsv;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TsvTest {
  private static final Column TAG = Column.parse("tag");

  @Test
  void headerNamesTheColumns() throws IOException {
    List<Sentence> sentences = tsv("tag\tform\nPRON\tÉg\n\nVERB\ter\n\thér\n");

    assertThat(sentences).extracting(Sentence::source).containsExactly("dev.tsv:2", "dev.tsv:4");
    assertThat(sentences.get(0).tokens().get(0).value(TAG)).contains("PRON");
    assertThat(forms(sentences.get(1))).containsExactly("er", "hér");
    assertThat(sentences.get(1).tokens().get(1).value(TAG)).isEmpty();
  }

  @Test
  void givenColumnsMakeTheFirstLineAToken() throws IOException {
    try (var reader = new TsvReader(stream("form\tx\n"), "dev.tsv", columns("form", "tag"))) {
      assertThat(reader.readAll())
          .hasSize(1)
          .first()
          .extracting(Sentence::source)
          .isEqualTo("dev.tsv:1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "\"\"",
        "\"a",
        "a\"b",
        "#",
        "# a",
        "\\",
        "\\t",
        "'",
        ",",
        ";",
        " a",
        "a ",
        "_",
        "NULL",
        "\uFFFE",
        "\uFEFF",
        "\u2028",
        "\u0085",
        "\u0000",
        "\u001E",
        "👩‍👩‍👧",
        "=1+1"
      })
  void everyCellIsLiteralAndComesOutAsItCame(String cell) throws IOException {
    String one = "form\n" + cell + "\nb\n\n";
    String two = "form\ttag\n" + cell + "\t" + cell + "\nb\t" + cell + "\n\n" + cell + "\t\n\n";

    assertThat(tsv(one).get(0).tokens().get(0).form()).isEqualTo(cell);
    assertThat(writeTsv(tsv(one), "form")).isEqualTo(one);
    assertThat(writeTsv(tsv(two), "form", "tag")).isEqualTo(two);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "form|tag~a|x~b~; 3; ''; expected 2 cells (form, tag), found 1",
        "form|tag~a|x|~; 2; ''; expected 2 cells (form, tag), found 3",
        "form|tag~a|x~~b|x|y~; 4; ''; expected 2 cells (form, tag), found 3",
        "form|tag~a|x~|x~; 3; form; expected a word, found \"\"",
        "form|tag~a|x~ |x~; 3; form; expected a word",
        "form|tag~a|x~|~; 3; ''; blanks or tabs",
        "form~a~ ~b~; 3; ''; blanks or tabs",
        "form|tag~a|x~||~; 3; ''; blanks or tabs",
        "word|tag~a|x~; 1; ''; expected one of them to be form",
        "FORM|tag~a|x~; 1; ''; expected one of them to be form",
        "form|form~a|x~; 1; ''; form stands twice",
        "form|~a|x~; 1; ''; a name is missing",
        "form|a b~a|x~; 1; ''; bad name",
        "form|upos+feats~a|x~; 1; ''; the joined upos+feats",
        "~form~a~; 1; ''; expected a header",
      })
  void damageIsRefusedWithFileLineAndColumn(
      String damaged, long line, String column, String message) {
    String file = damaged.replace('|', '\t').replace('~', '\n');

    assertThatThrownBy(() -> tsv(file))
        .isInstanceOfSatisfying(
            CorpusFormatException.class,
            refusal -> {
              assertThat(refusal.line()).isEqualTo(line);
              assertThat(refusal.column().orElse("")).isEqualTo(column);
            })
        .hasMessageStartingWith("dev.tsv:" + line + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void givenColumnsWithoutFormAreRefused() {
    assertThatThrownBy(() -> new TsvReader(stream(""), "dev.tsv", columns("tag")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected one of them to be form");
    assertThatThrownBy(() -> new TsvWriter(new ByteArrayOutputStream(), columns("tag")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void missingValuesOfConlluAreEmptyCellsAndJoinedColumnsAreTwo() throws IOException {
    List<Sentence> sentences =
        conllu(
            "# c\n1\tÉg\tég\tPRON\t_\t_\t_\t_\t_\tIFD_tag=fp1en\n2\t_\t_\t_\t_\tA=1\t_\t_\t_\t_\n");

    String written = writeTsv(sentences, "form", "lemma", "upos+feats", "misc.IFD_tag");

    assertThat(written)
        .isEqualTo(
            "form\tlemma\tupos\tfeats\tmisc.IFD_tag\nÉg\tég\tPRON\t_\tfp1en\n_\t_\t\tA=1\t\n\n");
    assertThat(writeTsv(tsv(written), "form", "lemma", "upos", "feats", "misc.IFD_tag"))
        .isEqualTo(written);
  }

  @Test
  void writerWithoutColumnsTakesThoseOfTheFirstSentence() throws IOException {
    String file = "tag\tform\nx\ta\n\ny\tb\n\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SentenceWriter writer = new TsvWriter(out)) {
      for (Sentence sentence : tsv(file)) {
        writer.write(sentence);
      }
    }

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(file);
  }

  @Test
  void refusedSentenceLeavesNoTraceInTheFile() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SentenceWriter writer = new TsvWriter(out, columns("form", "tag"))) {
      assertThatThrownBy(() -> writer.write(Sentence.ofForms(List.of("a"))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("column tag");
    }

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("form\ttag\n");
    assertThat(tsv("form\ttag\n")).isEmpty();
  }

  @Test
  void closedReaderSaysSo() throws IOException {
    SentenceReader reader = new TsvReader(stream("form\na\n\nb\n"), "dev.tsv");
    reader.read();
    reader.close();

    assertThatThrownBy(reader::read)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("dev.tsv: the reader is closed");
  }
}
