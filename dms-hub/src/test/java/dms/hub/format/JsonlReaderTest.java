package dms.hub.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.core.corpus.CorpusFormatException;
import dms.hub.text.TextSplitters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonlReaderTest {
  private static JsonlReader reader(String lines) {
    return new JsonlReader(
        new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
        "in.jsonl",
        TextSplitters.of("is"),
        "text");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{\"text\":\"a\",\"text\":\"b\"} ~ Duplicate",
        "{\"text\":\"a\",\"x\":{\"y\":1,\"y\":2}} ~ Duplicate",
        "{\"text\":\"a\\ud800\"} ~ a lone surrogate",
        "{\"text\":\"a\",\"x\":\"\\udc00\"} ~ a lone surrogate",
        "{\"tokens\":[\"\\ud800\"]} ~ a lone surrogate",
        "{\"text\":1} ~ text: expected a string, found a number",
        "{\"text\":null} ~ text: expected a string, found null",
        "{\"tokens\":\"a\"} ~ tokens: expected a list of strings, found a string",
        "{\"tokens\":[\"a\",2]} ~ tokens[1]: expected a string, found a number",
        "{\"tokens\":[\"a\\tb\"]} ~ expected no tab and no line end",
        "{\"tokens\":[\" \"]} ~ expected a word",
        "{\"text\":\"a\",\"tokens\":[]} ~ found both",
        "{\"x\":\"a\"} ~ found neither; name another with --text-field",
        "[\"a\"] ~ expected a JSON object",
        "\"a\" ~ expected a JSON object",
        "{\"text\":\"a\"} {} ~ expected a JSON object, found a fault",
        "{\"text\":\"a\" ~ expected a JSON object, found a fault",
        "{\"text\":\"a\",\"x\":NaN} ~ expected a JSON object, found a fault"
      })
  void faultsAreToldWithFileAndLine(String line, String problem) throws IOException {
    JsonlReader reader = reader("{\"text\":\"first\"}\n" + line + "\n");
    assertThat(reader.read()).isPresent();
    assertThatThrownBy(reader::read)
        .isInstanceOf(CorpusFormatException.class)
        .hasMessageStartingWith("in.jsonl:2: ")
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e99999999999", "-1e-99999999999", "LONG", "DEEP"})
  void numbersAndDepthsBeyondAllUseAreToldWithFileAndLine(String value) {
    String json =
        switch (value) {
          case "LONG" -> "9".repeat(100_000);
          case "DEEP" -> "[".repeat(100_000) + "]".repeat(100_000);
          default -> value;
        };
    assertThatThrownBy(reader("{\"text\":\"a\",\"x\":" + json + "}\n")::read)
        .isInstanceOf(CorpusFormatException.class)
        .hasMessageStartingWith("in.jsonl:1: ");
  }

  @Test
  void otherFieldsStayAsTheyAreButSentencesOfAnEarlierRun() throws IOException {
    Document document =
        reader(
                "{\"id\":12345678901234567890.10,\"text\":\"Hún las.\",\"æ\":[1e400,\"😀\\u0000\"],\"sentences\":[]}")
            .read()
            .orElseThrow();
    assertThat(document.fields())
        .contains(
            "{\"id\":12345678901234567890.10,\"text\":\"Hún las.\",\"æ\":[1E+400,\"😀\\u0000\"]}");
    assertThat(document.sentences()).hasSize(1);
  }

  @Test
  void emptyLinesArePassedOverAndDocumentsWithoutSentencesAreNot() throws IOException {
    JsonlReader reader = reader("\n{\"text\":\"\"}\n\n{\"tokens\":[]}");
    assertThat(reader.read().map(Document::sentences)).contains(List.of());
    assertThat(reader.read().map(Document::sentences)).contains(List.of());
    assertThat(reader.read()).isEqualTo(Optional.empty());
  }
}
