package dms.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dms.core.component.Prediction;
import dms.core.corpus.Column;
import dms.core.corpus.CorpusFormat;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import dms.hub.format.CorpusWriter;
import dms.hub.format.DocumentWriter;
import dms.hub.format.InputFormat;
import dms.hub.format.JsonlWriter;
import dms.hub.text.TextSentence;
import dms.hub.text.TextSplitter;
import dms.hub.text.TextSplitters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Strings that were made to break a tagger go in and out whole: n tokens in, n tokens out. */
class HostileTextTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TextSplitter SPLITTER = TextSplitters.of("is");

  private static final List<String> HOSTILE =
      List.of(
          "a".repeat(300_000),
          "!".repeat(5_000),
          "👩‍👩‍👧‍👦 fór heim 🏳️‍🌈",
          "a\u0000b \u0001\u001B[31m \u0007 \u001F",
          "a\u2028b\u2029c\u0085d\u000Be\u000Cf",
          "\u202Eöfugt\u202C \u200F\u200E",
          "e\u0301\u0301\u0301 \uFEFF \uFFFD \u00AD",
          "\u00A0 \u3000 \u2003",
          "1\t_\t_\tinjected\t_",
          "# sent_id = stolið",
          "\"},{\"form\":\"x\"",
          "SpaceAfter=No|x=y",
          "_ _ _",
          "x".repeat(1 << 20));

  private static Analyzer analyzer() {
    return sentences ->
        sentences.stream()
            .map(sentence -> Map.of(Column.XPOS, each(sentence), Column.LEMMA, each(sentence)))
            .toList();
  }

  private static List<Prediction> each(Sentence sentence) {
    return sentence.tokens().stream().map(token -> Prediction.of("t", 0.5)).toList();
  }

  private static String tag(
      InputFormat format, String input, Function<OutputStream, DocumentWriter> writer)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    InputFormat.Details details = new InputFormat.Details(SPLITTER, "text", List.of());
    TaggingProgress progress =
        new TaggingProgress(new PrintWriter(OutputStream.nullOutputStream()), false, true);
    try (var in =
            format.reader(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), "in", details);
        DocumentWriter written = writer.apply(out)) {
      new DocumentTagger(analyzer(), progress).tag(in, written);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<Sentence> parsed(String conllu) throws IOException {
    return CorpusFormat.CONLLU
        .reader(new ByteArrayInputStream(conllu.getBytes(StandardCharsets.UTF_8)), "out")
        .readAll();
  }

  private static List<String> forms(List<Sentence> sentences) {
    return sentences.stream().flatMap(s -> s.tokens().stream()).map(Token::form).toList();
  }

  private static List<String> split(String text) {
    List<String> forms = new ArrayList<>();
    for (String line : text.split("\n")) {
      for (TextSentence sentence : SPLITTER.split(line)) {
        sentence.tokens().forEach(token -> forms.add(token.form()));
      }
    }
    return forms;
  }

  private static List<String> corpus() {
    List<String> all = new ArrayList<>(HOSTILE);
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(30); n >= 0; n--) {
        int point = random.nextInt(random.nextBoolean() ? 0x300 : 0x11000);
        boolean usable = point != '\r' && point != '\n' && (point < 0xD800 || point > 0xDFFF);
        text.appendCodePoint(usable ? point : ' ');
      }
      all.add(text.toString());
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource(
      value = InputFormat.class,
      names = {"RAW", "TEXT"})
  @Timeout(300)
  void everyTokenComesOutOnceAndTheOutputCanBeReadAgain(InputFormat format) throws IOException {
    for (String text : corpus()) {
      List<Sentence> read = parsed(tag(format, text, out -> CorpusWriter.conllu(out, true)));
      List<String> expected =
          format == InputFormat.RAW
              ? split(text)
              : forms(
                  CorpusFormat.TEXT
                      .reader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "in")
                      .readAll());
      assertThat(forms(read)).isEqualTo(expected);
      assertThat(read)
          .flatExtracting(Sentence::tokens)
          .allSatisfy(token -> assertThat(token.value(Column.XPOS)).contains("t"));
    }
  }

  @Test
  @Timeout(300)
  void jsonLinesKeepOneLineForEachDocumentAndTheTextAsItIs() throws IOException {
    for (String text : corpus()) {
      String line = JSON.writeValueAsString(Map.of("text", text));
      String tagged = tag(InputFormat.JSONL, line, JsonlWriter::new);
      assertThat(tagged.split("\n", -1)).hasSize(2);
      JsonNode node = JSON.readTree(tagged);
      assertThat(node.get("text").asText()).isEqualTo(text);
      for (JsonNode sentence : node.get("sentences")) {
        for (JsonNode token : sentence.get("tokens")) {
          assertThat(text.substring(token.get("begin").asInt(), token.get("end").asInt()))
              .isEqualTo(token.get("form").asText());
        }
      }
    }
  }

  @Test
  @Timeout(300)
  void aParagraphWithoutEndIsTaggedPieceByPiece() throws IOException {
    String text = "Orð og orð. ".repeat(50_000);
    List<Sentence> read =
        parsed(tag(InputFormat.RAW, text, out -> CorpusWriter.conllu(out, false)));
    assertThat(read).hasSize(50_000);
    assertThat(read.stream().filter(s -> s.comments().contains("# newpar"))).hasSize(1);
  }
}
