package dms.hub.bundle;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The description of a bundle as JSON: the same bytes for the same description. */
final class BundleJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final List<String> FIELDS =
      List.of(
          "formatVersion",
          "name",
          "version",
          "language",
          "licence",
          "encoders",
          "decoders",
          "training",
          "files");

  private final Path file;
  private final JsonNode root;

  private BundleJson(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  static byte[] write(BundleDescription description) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    ObjectWriter writer = MAPPER.writer(printer);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("formatVersion", description.formatVersion());
    fields.put("name", description.name());
    fields.put("version", description.version());
    fields.put("language", description.language());
    fields.put("licence", description.licence());
    fields.put("encoders", description.encoders());
    fields.put("decoders", description.decoders());
    fields.put("training", description.training());
    fields.put("files", description.files());
    try {
      // By way of a String: written to bytes, Jackson escapes characters beyond U+FFFF.
      return (writer.writeValueAsString(fields) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the description cannot be written as JSON", e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param file where the bytes come from, for messages
   */
  static BundleDescription parse(byte[] json, Path file) throws BundleFormatException {
    JsonNode root;
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      root = MAPPER.readTree(text);
    } catch (CharacterCodingException e) {
      throw new BundleFormatException(file, "expected UTF-8, found other bytes", e);
    } catch (JsonProcessingException e) {
      throw new BundleFormatException(
          file, "expected JSON, found a fault: " + e.getOriginalMessage(), e);
    }
    return new BundleJson(file, root).description();
  }

  private BundleDescription description() throws BundleFormatException {
    requireVersion();
    requireFields(root, FIELDS, "");
    try {
      return new BundleDescription(
          BundleDescription.FORMAT_VERSION,
          text(root, "", "name"),
          text(root, "", "version"),
          text(root, "", "language"),
          text(root, "", "licence"),
          object("encoders"),
          object("decoders"),
          object("training"),
          files());
    } catch (IllegalArgumentException e) {
      throw new BundleFormatException(file, e.getMessage(), e);
    }
  }

  /** Comes first: of another format nothing else is known. */
  private void requireVersion() throws BundleFormatException {
    JsonNode version = require(root, "", "formatVersion", JsonNodeType.NUMBER);
    if (!version.isInt() || version.intValue() != BundleDescription.FORMAT_VERSION) {
      throw new BundleFormatException(
          file,
          "expected format version %d, found %s; use the version of DMS that wrote it, or a newer one"
              .formatted(BundleDescription.FORMAT_VERSION, version));
    }
  }

  private void requireFields(JsonNode object, List<String> known, String path)
      throws BundleFormatException {
    List<String> missing = known.stream().filter(field -> !object.has(field)).toList();
    List<String> unknown = new ArrayList<>();
    object.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(known);
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw new BundleFormatException(
          file,
          "%sexpected the fields %s; missing %s, unknown %s"
              .formatted(path.isEmpty() ? "" : path + ": ", known, missing, unknown));
    }
  }

  private JsonNode require(JsonNode object, String path, String field, JsonNodeType type)
      throws BundleFormatException {
    JsonNode value = object.path(field);
    if (value.getNodeType() != type) {
      String found =
          value.isMissingNode()
              ? "the field is missing"
              : "found " + value.getNodeType().name().toLowerCase(Locale.ROOT);
      throw new BundleFormatException(
          file,
          "%s%s: expected %s, %s"
              .formatted(path, field, type.name().toLowerCase(Locale.ROOT), found));
    }
    return value;
  }

  private String text(JsonNode object, String path, String field) throws BundleFormatException {
    return require(object, path, field, JsonNodeType.STRING).textValue();
  }

  private Map<String, Object> object(String field) throws BundleFormatException {
    Map<?, ?> values =
        MAPPER.convertValue(require(root, "", field, JsonNodeType.OBJECT), Map.class);
    return JsonValues.copy(field, values);
  }

  private Map<String, BundleDescription.Content> files() throws BundleFormatException {
    Map<String, BundleDescription.Content> files = new LinkedHashMap<>();
    for (var entry : require(root, "", "files", JsonNodeType.OBJECT).properties()) {
      String path = "files." + entry.getKey() + ".";
      JsonNode size = require(entry.getValue(), path, "size", JsonNodeType.NUMBER);
      if (!size.canConvertToLong() || !size.isIntegralNumber()) {
        throw new BundleFormatException(file, path + "size: expected bytes, found " + size);
      }
      String sha256 = text(entry.getValue(), path, "sha256");
      files.put(entry.getKey(), new BundleDescription.Content(sha256, size.longValue()));
    }
    return files;
  }
}
