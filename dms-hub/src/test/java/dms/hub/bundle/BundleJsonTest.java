package dms.hub.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.hub.bundle.BundleDescription.Content;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The description as JSON: the same bytes for the same content, and strict when it is read. */
class BundleJsonTest {
  private static final Path FILE = Path.of("bundle.json");
  private static final String SUM = "0123456789abcdef".repeat(4);

  private static BundleDescription description() {
    return BundleDescription.of(
            "nafn \"😀\"", "1", "is", "CC0-1.0", Map.of("n", 5_000_000_000L, "f", 0.5f, "l", 3L))
        .with(
            Map.of("words", Map.of("type", "word", "dim", 7)),
            Map.of("xpos", Map.of("type", "tagger", "weight", 1.0)),
            Map.of("weights.safetensors", new Content(SUM, 12)));
  }

  private static BundleDescription parse(String json) throws BundleFormatException {
    return BundleJson.parse(json.getBytes(StandardCharsets.UTF_8), FILE);
  }

  private static String json() {
    return new String(BundleJson.write(description()), StandardCharsets.UTF_8);
  }

  @Test
  void descriptionComesBackEqual() throws BundleFormatException {
    assertThat(parse(json())).isEqualTo(description());
    assertThat(json()).contains("😀").endsWith("}\n");
  }

  @Test
  void orderOfMapsMakesNoDifference() {
    Map<String, Object> forward = new LinkedHashMap<>();
    forward.put("a", 1);
    forward.put("b", Map.of("x", 1, "y", 2, "z", 3));
    Map<String, Object> backward = new LinkedHashMap<>();
    backward.put("b", Map.of("z", 3, "y", 2, "x", 1));
    backward.put("a", 1L);
    assertThat(BundleJson.write(BundleDescription.of("n", "1", "is", "l", forward)))
        .isEqualTo(BundleJson.write(BundleDescription.of("n", "1", "is", "l", backward)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "version",
        "language",
        "licence",
        "encoders",
        "decoders",
        "training",
        "files"
      })
  void missingFieldIsNamed(String field) {
    assertThatThrownBy(() -> parse(json().replace("\"" + field + "\" :", "\"other\" :")))
        .isInstanceOf(BundleFormatException.class)
        .hasMessageContaining("bundle.json")
        .hasMessageContaining("missing [" + field + "], unknown [other]");
  }

  @Test
  void missingFormatVersionIsNamed() {
    assertThatThrownBy(() -> parse("{}"))
        .hasMessageContaining("formatVersion: expected number, the field is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"formatVersion\" : 1|\"formatVersion\" : 2|expected format version 1, found 2",
        "\"formatVersion\" : 1|\"formatVersion\" : 1.5|expected format version 1, found 1.5",
        "\"formatVersion\" : 1|\"formatVersion\" : \"1\"|formatVersion: expected number, found string",
        "\"version\" : \"1\"|\"version\" : 1|version: expected string, found number",
        "\"version\" : \"1\"|\"version\" : \" \"|version: expected a text",
        "\"size\" : 12|\"size\" : -1|size: expected 0 or more bytes",
        "\"size\" : 12|\"size\" : 1.5|size: expected bytes, found 1.5",
        "\"size\" : 12|\"size\" : 99999999999999999999|size: expected bytes",
        "\"size\" : 12|\"length\" : 12|size: expected number, the field is missing",
        "0123456789abcdef|0123456789ABCDEF|64 lower-case hexadecimal digits",
        "\"version\" : \"1\"|\"name\" : \"1\"|Duplicate field 'name'",
        "\"l\" : 3|\"l\" : 1e999|training.l: expected",
        "\"l\" : 3|\"l\" : null|training.l: expected",
        "\"l\" : 3|\"corpora\" : [ \"a\" ]|training.corpora: expected lists of decoders by the name",
        "\"l\" : 3|\"corpora\" : { \"a\" : \"xpos\" }|training.corpora: expected lists of decoders",
        "}|}}|expected JSON",
      })
  void faultIsNamed(String from, String to, String message) {
    assertThatThrownBy(() -> parse(json().replace(from, to)))
        .isInstanceOf(BundleFormatException.class)
        .hasMessageStartingWith("bundle.json: ")
        .hasMessageContaining(message);
  }

  @Test
  void corporaAreToldAndOthersRefusedWithTheNearest() throws BundleFormatException {
    Map<String, List<String>> corpora = Map.of("modern", List.of(), "old", List.of("xpos"));
    BundleDescription of = BundleDescription.of("n", "1", "is", "l", Map.of("corpora", corpora));
    BundleDescription read = parse(new String(BundleJson.write(of), StandardCharsets.UTF_8));
    assertThat(read.corpora()).isEqualTo(corpora);
    read.requireCorpus("old");
    assertThatThrownBy(() -> read.requireCorpus("moderm"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("corpus: expected one of modern, old, found \"moderm\"; did you mean modern?");
    assertThat(description().corpora()).isEmpty();
    assertThatThrownBy(() -> description().requireCorpus("old"))
        .hasMessageContaining("was not trained on several, found \"old\"; leave it out");
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    assertThatThrownBy(() -> BundleJson.parse(new byte[] {'{', (byte) 0xFF}, FILE))
        .isInstanceOf(BundleFormatException.class)
        .hasMessageContaining("expected UTF-8");
  }

  @Test
  void factWithoutPlaceInJsonIsRefusedWithItsPath() {
    Map<String, Object> facts = Map.of("scores", List.of(1, Map.of("a", Double.NaN)));
    assertThatThrownBy(() -> BundleDescription.of("n", "1", "is", "l", facts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("training.scores[1].a: expected")
        .hasMessageContaining("NaN");
  }
}
