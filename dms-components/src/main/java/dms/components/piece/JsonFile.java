package dms.components.piece;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A JSON object of a model folder, with what is read of it checked.
 *
 * @param file its name for messages
 * @param root the object
 */
record JsonFile(String file, JsonNode root) {
  static final String CONFIG = "tokenizer_config.json";

  // Pieces are field names: to intern them or share a symbol table would keep them.
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static JsonFile parse(byte[] content, String file) throws WordPieceFormatException {
    try {
      JsonNode root = JSON.readTree(decode(content, file));
      if (!root.isObject()) {
        throw new WordPieceFormatException(file, "expected a JSON object");
      }
      return new JsonFile(file, root);
    } catch (JsonProcessingException e) {
      throw new WordPieceFormatException(file, "is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Decodes UTF-8, strictly. */
  static String decode(byte[] content, String file) throws WordPieceFormatException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new WordPieceFormatException(file, "is not UTF-8", e);
    }
  }

  JsonNode object(JsonNode parent, String field) throws WordPieceFormatException {
    JsonNode value = parent.path(field);
    require(value.isObject(), "field " + field + " is missing or not an object");
    return value;
  }

  String text(JsonNode parent, String field) throws WordPieceFormatException {
    JsonNode value = parent.path(field);
    require(value.isTextual(), "field " + field + " is missing or not a string");
    return value.textValue();
  }

  boolean flag(JsonNode parent, String field) throws WordPieceFormatException {
    JsonNode value = parent.path(field);
    require(value.isBoolean(), "field " + field + " is missing or not true or false");
    return value.booleanValue();
  }

  /** A flag that a file may leave out or give as null. */
  boolean flag(JsonNode parent, String field, boolean otherwise) throws WordPieceFormatException {
    return parent.path(field).isMissingNode() || parent.path(field).isNull()
        ? otherwise
        : flag(parent, field);
  }

  int number(JsonNode parent, String field) throws WordPieceFormatException {
    JsonNode value = parent.path(field);
    require(
        value.isInt() && value.intValue() >= 0,
        "field " + field + " is missing or not a whole number from 0");
    return value.intValue();
  }

  void require(boolean correct, String reason) throws WordPieceFormatException {
    if (!correct) {
      throw new WordPieceFormatException(file, reason);
    }
  }
}
