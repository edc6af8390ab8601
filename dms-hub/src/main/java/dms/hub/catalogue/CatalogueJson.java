package dms.hub.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dms.hub.bundle.ModelName;
import dms.hub.bundle.SemanticVersion;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the JSON of a catalogue, strictly. */
final class CatalogueJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final List<String> FIELDS =
      List.of(
          "name",
          "version",
          "language",
          "licence",
          "tasks",
          "scores",
          "size",
          "sha256",
          "addresses");

  private final URI address;

  CatalogueJson(URI address) {
    this.address = address;
  }

  Catalogue parse(byte[] json) throws CatalogueFormatException {
    JsonNode root = tree(json);
    // Comes first: of another format nothing else is known.
    JsonNode version = require(root, "", "formatVersion", JsonNodeType.NUMBER);
    if (!version.isInt() || version.intValue() != Catalogue.FORMAT_VERSION) {
      throw fault(
          "expected format version %d, found %s; use a newer version of DMS"
              .formatted(Catalogue.FORMAT_VERSION, version));
    }
    requireFields(root, List.of("formatVersion", "models"), "");
    List<CatalogueEntry> models = new ArrayList<>();
    Set<ModelName> seen = new HashSet<>();
    for (JsonNode model : require(root, "", "models", JsonNodeType.ARRAY)) {
      String path = "models[%d]".formatted(models.size());
      CatalogueEntry entry = entry(model, path);
      if (!seen.add(entry.modelName())) {
        throw fault(path + ": expected each model once, found another " + entry.modelName());
      }
      models.add(entry);
    }
    return new Catalogue(address, models);
  }

  private JsonNode tree(byte[] json) throws CatalogueFormatException {
    try {
      return MAPPER.readTree(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString());
    } catch (CharacterCodingException e) {
      throw new CatalogueFormatException(
          address.toString(), "expected UTF-8, found other bytes", e);
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " in line %d, column %d"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new CatalogueFormatException(
          address.toString(), "expected JSON, found a fault" + where + ": " + firstLine(e), e);
    }
  }

  private static String firstLine(JsonProcessingException failure) {
    return failure.getOriginalMessage().lines().findFirst().orElse("");
  }

  private CatalogueEntry entry(JsonNode model, String path) throws CatalogueFormatException {
    if (!model.isObject()) {
      throw fault(path + ": expected object, found " + type(model));
    }
    requireFields(model, FIELDS, path + ": ");
    String prefix = path + ".";
    try {
      return new CatalogueEntry(
          text(model, prefix, "name"),
          new SemanticVersion(text(model, prefix, "version")),
          text(model, prefix, "language"),
          text(model, prefix, "licence"),
          texts(model, prefix, "tasks"),
          scores(model, prefix),
          size(model, prefix),
          text(model, prefix, "sha256"),
          addresses(model, prefix));
    } catch (IllegalArgumentException e) {
      throw new CatalogueFormatException(address.toString(), prefix + e.getMessage(), e);
    }
  }

  private List<URI> addresses(JsonNode model, String path) throws CatalogueFormatException {
    List<URI> addresses = new ArrayList<>();
    for (String text : texts(model, path, "addresses")) {
      URI resolved = Addresses.resolve(address, text);
      if (!Addresses.isFile(address) && Addresses.isFile(resolved)) {
        throw fault(
            path
                + "addresses: expected http or https in a catalogue from the network, found "
                + text);
      }
      addresses.add(resolved);
    }
    return addresses;
  }

  private Map<String, Double> scores(JsonNode model, String path) throws CatalogueFormatException {
    JsonNode object = require(model, path, "scores", JsonNodeType.OBJECT);
    Map<String, Double> scores = new TreeMap<>();
    for (Map.Entry<String, JsonNode> score : object.properties()) {
      String name = score.getKey();
      scores.put(name, require(object, path + "scores.", name, JsonNodeType.NUMBER).doubleValue());
    }
    return scores;
  }

  private long size(JsonNode model, String path) throws CatalogueFormatException {
    JsonNode size = require(model, path, "size", JsonNodeType.NUMBER);
    if (!size.isIntegralNumber() || !size.canConvertToLong()) {
      throw fault(path + "size: expected bytes, found " + size);
    }
    return size.longValue();
  }

  private String text(JsonNode object, String path, String field) throws CatalogueFormatException {
    return require(object, path, field, JsonNodeType.STRING).textValue();
  }

  private List<String> texts(JsonNode object, String path, String field)
      throws CatalogueFormatException {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : require(object, path, field, JsonNodeType.ARRAY)) {
      if (!element.isTextual()) {
        throw fault(path + field + ": expected strings only, found " + element);
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  private JsonNode require(JsonNode object, String path, String field, JsonNodeType type)
      throws CatalogueFormatException {
    JsonNode value = object.path(field);
    if (value.getNodeType() != type) {
      String found = value.isMissingNode() ? "the field is missing" : "found " + type(value);
      throw fault(
          "%s%s: expected %s, %s"
              .formatted(path, field, type.name().toLowerCase(Locale.ROOT), found));
    }
    return value;
  }

  private static String type(JsonNode value) {
    return value.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private void requireFields(JsonNode object, List<String> known, String path)
      throws CatalogueFormatException {
    List<String> missing = known.stream().filter(field -> !object.has(field)).toList();
    List<String> unknown = new ArrayList<>();
    object.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(known);
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw fault(
          "%sexpected the fields %s; missing %s, unknown %s"
              .formatted(path, known, missing, unknown));
    }
  }

  private CatalogueFormatException fault(String problem) {
    return new CatalogueFormatException(address.toString(), problem, null);
  }
}
