package dms.hub.format;

import static org.assertj.core.api.Assertions.assertThat;

import dms.core.component.LemmaSource;
import dms.core.component.Prediction;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableWriterTest {
  private static TaggedDocument document(List<String> forms) {
    Map<Column, List<Prediction>> values = new LinkedHashMap<>();
    values.put(
        Column.LEMMA,
        forms.stream().map(f -> Prediction.ofLemma(f, 0.25, LemmaSource.COPY)).toList());
    values.put(
        Column.parse("upos+feats"),
        forms.stream().map(f -> Prediction.of("NOUN\tCase=Nom|Number=Sing")).toList());
    return new TaggedDocument(
        new Document(
            List.of(DocumentSentence.of(Sentence.ofForms(forms))),
            Optional.empty(),
            Optional.empty()),
        List.of(values));
  }

  private static String table(List<String> forms, int width, boolean probabilities)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TableWriter writer = new TableWriter(out, width, probabilities)) {
      writer.write(document(forms));
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void columnsAreAlignedByWhatTheyTakeOnATerminal() throws IOException {
    assertThat(table(List.of("日本", "né\u0301ma", "hús"), TableWriter.ANY_WIDTH, false))
        .isEqualTo(
            """
            form  upos  feats                 lemma
            ────  ────  ────────────────────  ─────
            日本  NOUN  Case=Nom|Number=Sing  日本
            né\u0301ma  NOUN  Case=Nom|Number=Sing  né\u0301ma
            hús   NOUN  Case=Nom|Number=Sing  hús
            """);
  }

  @Test
  void theWidestColumnIsCutToTheTerminal() throws IOException {
    assertThat(table(List.of("hús"), 30, false))
        .isEqualTo(
            """
            form  upos  feats        lemma
            ────  ────  ───────────  ─────
            hús   NOUN  Case=Nom|N…  hús
            """)
        .satisfies(
            lines -> assertThat(lines.lines()).allMatch(line -> DisplayWidth.of(line) <= 30));
  }

  @Test
  void probabilitiesAndSourcesStandBesideTheirValues() throws IOException {
    assertThat(table(List.of("hús"), TableWriter.ANY_WIDTH, true))
        .startsWith(
            "form  upos  feats                 upos_feats.p  lemma  lemma.p  lemma.source\n")
        .endsWith("hús    0.2500   copy\n");
  }

  @Test
  void nothingMovesTheCursorOrTurnsTheLine() throws IOException {
    assertThat(table(List.of("\u001B[2Jx\u202Ey"), TableWriter.ANY_WIDTH, false))
        .contains("�[2Jx�y")
        .doesNotContain("\u001B", "\u202E");
  }

  @ParameterizedTest
  @CsvSource({
    "a, 1",
    "é, 1",
    "e\u0301, 1",
    "漢, 2",
    "ﾊ, 1",
    "👩‍👩‍👧, 2",
    "🇮🇸, 2",
    "\u200B, 0",
    "þæö, 3",
    "'', 0"
  })
  void widthsAreThoseOfATerminal(String text, int width) {
    assertThat(DisplayWidth.of(text)).isEqualTo(width);
  }

  @Test
  void whatIsCutNeverEndsWithinACharacter() {
    assertThat(DisplayWidth.cut("漢字かな", 5)).isEqualTo("漢字…");
    assertThat(DisplayWidth.cut("e\u0301e\u0301e\u0301", 2)).isEqualTo("e\u0301…");
    assertThat(DisplayWidth.cut("abc", 3)).isEqualTo("abc");
  }
}
