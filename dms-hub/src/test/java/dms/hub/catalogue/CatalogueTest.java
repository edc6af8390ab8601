package dms.hub.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dms.hub.bundle.ModelName;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A catalogue is read strictly. */
class CatalogueTest {
  private static final URI ADDRESS = URI.create("https://models.example/dms/catalogue.json");
  private static final String SUM = "0123456789abcdef".repeat(4);
  private static final String JSON = TestArchives.json("1.0.0", 10, SUM, "tiny.tar.gz");

  private static Catalogue parse(String json) throws CatalogueFormatException {
    return Catalogue.parse(json.getBytes(StandardCharsets.UTF_8), ADDRESS);
  }

  @Test
  void everyFieldIsReadAndRelativeAddressesAreResolved() throws Exception {
    CatalogueEntry model = parse(JSON).models().get(0);
    assertThat(model)
        .isEqualTo(
            TestArchives.entry(10, SUM, URI.create("https://models.example/dms/tiny.tar.gz")));
  }

  @Test
  void highestVersionIsMeantWhereNoneIsNamed() throws Exception {
    String model = JSON.substring(JSON.indexOf("[") + 1, JSON.lastIndexOf("]"));
    String more =
        "[%s, %s, %s]"
            .formatted(model, model.replace("1.0.0", "1.10.0"), model.replace("1.0.0", "1.9.0"));
    Catalogue catalogue = parse("{\"formatVersion\": 1, \"models\": " + more + "}");
    assertThat(catalogue.find(ModelName.parse("tiny")).orElseThrow().version())
        .hasToString("1.10.0");
    assertThat(catalogue.find(ModelName.parse("tiny@1.9.0")).orElseThrow().version())
        .hasToString("1.9.0");
    assertThat(catalogue.find(ModelName.parse("tiny@3.0.0"))).isEmpty();
    assertThat(catalogue.find(ModelName.parse("other"))).isEmpty();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments("{", "{", "expected JSON, found a fault in line 1"),
        arguments("\\{.*\\}", "[]", "formatVersion: expected number, the field is missing"),
        arguments("\\z", "{}", "expected JSON, found a fault"),
        arguments("ersion\": 1", "ersion\": 2", "expected format version 1, found 2"),
        arguments("ersion\": 1", "ersion\": 1, \"x\": 1", "missing [], unknown [x]"),
        arguments("\"name\"", "\"nam\"", "models[0]: expected the fields"),
        arguments("\"name\"", "\"version\"", "Duplicate field 'version'"),
        arguments("\"tiny\"", "7", "models[0].name: expected string, found number"),
        arguments("\"tiny\"", "\"../tiny\"", "models[0].model: expected a name"),
        arguments("\"1.0.0\"", "\"new\"", "models[0].version: expected three numbers"),
        arguments("\"CC0-1.0\"", "\" \"", "models[0].licence: expected a text"),
        arguments("\"xpos\", ", "3, ", "models[0].tasks: expected strings only, found 3"),
        arguments("25.0", "\"25\"", "models[0].scores.xpos.accuracy: expected number"),
        arguments("\"size\": 10", "\"size\": 1.5", "models[0].size: expected bytes, found 1.5"),
        arguments("\"size\": 10", "\"size\": 0", "models[0].size: expected 1 or more bytes"),
        arguments("\"0123", "\"X123", "models[0].sha256: expected 64"),
        arguments("\"tiny.tar.gz\"", "", "models[0].addresses: expected one or more"),
        arguments("tiny.tar.gz", "ftp://h/x", "models[0].address: expected https"),
        arguments("tiny.tar.gz", "a b", "models[0].address: expected https"),
        arguments("tiny.tar.gz", "https://u:p@h/x", "models[0].address: expected https"),
        arguments("tiny.tar.gz", "file:/etc/passwd", "expected http or https in a catalogue"),
        arguments("\\]\\s*\\}\\s*\\z", ", 3]}", "models[1]: expected object, found number"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void faultIsToldWithItsPlace(String pattern, String replacement, String message) {
    String json = JSON.replaceFirst("(?s)" + (pattern.equals("{") ? ".*" : pattern), replacement);
    assertThat(json).isNotEqualTo(JSON);
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(CatalogueFormatException.class)
        .hasMessageStartingWith("catalogue https://models.example/dms/catalogue.json: ")
        .hasMessageContaining(message);
  }

  @Test
  void sameModelTwiceIsAFault() {
    String model = JSON.substring(JSON.indexOf("[") + 1, JSON.lastIndexOf("]"));
    assertThatThrownBy(
            () -> parse("{\"formatVersion\": 1, \"models\": [%s, %s]}".formatted(model, model)))
        .hasMessageContaining("models[1]: expected each model once, found another tiny@1.0.0");
  }

  @Test
  void otherEncodingIsAFault() {
    assertThatThrownBy(() -> Catalogue.parse(new byte[] {(byte) 0xff, 0}, ADDRESS))
        .hasMessageContaining("expected UTF-8");
  }
}
