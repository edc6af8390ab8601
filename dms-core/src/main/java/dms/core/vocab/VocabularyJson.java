package dms.core.vocab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** The JSON form of a vocabulary. */
final class VocabularyJson {
  private static final int FORMAT = 1;
  private static final Set<String> FIELDS = Set.of("format", "reserved", "symbols");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String source;
  private final JsonNode root;

  private VocabularyJson(String source, JsonNode root) {
    this.source = source;
    this.root = root;
  }

  static byte[] write(Vocabulary vocabulary) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("reserved", vocabulary.reservedSize());
    ArrayNode symbols = root.putArray("symbols");
    vocabulary.symbols().forEach(symbols::add);
    // By way of a String: written to bytes, Jackson escapes characters beyond U+FFFF.
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }

  static Vocabulary parse(byte[] json, String source) throws VocabularyFormatException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      return new VocabularyJson(source, JSON.readTree(text)).vocabulary();
    } catch (CharacterCodingException e) {
      throw new VocabularyFormatException(source, "vocabulary is not UTF-8", e);
    } catch (JsonProcessingException e) {
      throw new VocabularyFormatException(
          source, "vocabulary is not JSON: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new VocabularyFormatException(source, e.getMessage(), e);
    }
  }

  private Vocabulary vocabulary() throws VocabularyFormatException {
    require(root.isObject(), "vocabulary is not a JSON object");
    // First the version: a newer one may have other fields.
    int format = number("format");
    require(
        format == FORMAT,
        "vocabulary has format " + format + ", this version of DMS reads " + FORMAT);
    for (Iterator<String> names = root.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      require(FIELDS.contains(name), "vocabulary has the unknown field " + name);
    }
    int reserved = number("reserved");
    List<String> symbols = symbols();
    require(
        reserved >= 0 && reserved <= symbols.size(),
        "vocabulary reserves " + reserved + " of " + symbols.size() + " symbols");
    return Vocabulary.of(symbols.subList(0, reserved), symbols.subList(reserved, symbols.size()));
  }

  private int number(String field) throws VocabularyFormatException {
    JsonNode value = root.path(field);
    require(value.isInt(), "vocabulary field " + field + " is missing or not a whole number");
    return value.intValue();
  }

  private List<String> symbols() throws VocabularyFormatException {
    JsonNode array = root.path("symbols");
    require(array.isArray(), "vocabulary field symbols is missing or not an array");
    List<String> symbols = new ArrayList<>(array.size());
    for (JsonNode symbol : array) {
      require(symbol.isTextual(), "vocabulary symbol " + symbols.size() + " is not a string");
      symbols.add(symbol.textValue());
    }
    return symbols;
  }

  private void require(boolean correct, String reason) throws VocabularyFormatException {
    if (!correct) {
      throw new VocabularyFormatException(source, reason);
    }
  }
}
