package dms.components.piece;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a model calls its special tokens: as its files say, or else as BERT does. */
record SpecialNames(
    String unknown, String classification, String separator, String padding, String mask) {

  /** Reads the names; tokenizer_config.json goes before special_tokens_map.json, as in Python. */
  static SpecialNames read(Map<String, byte[]> files, String source)
      throws WordPieceFormatException {
    List<JsonFile> places = new ArrayList<>();
    for (String name : List.of(JsonFile.CONFIG, "special_tokens_map.json")) {
      if (files.containsKey(name)) {
        places.add(JsonFile.parse(files.get(name), source + "/" + name));
      }
    }
    return new SpecialNames(
        name(places, "unk_token").orElse("[UNK]"),
        name(places, "cls_token").orElse("[CLS]"),
        name(places, "sep_token").orElse("[SEP]"),
        name(places, "pad_token").orElse("[PAD]"),
        name(places, "mask_token").orElse("[MASK]"));
  }

  /** The same names with another one for what is unknown. */
  SpecialNames withUnknown(String name) {
    return new SpecialNames(name, classification, separator, padding, mask);
  }

  List<String> all() {
    return List.of(unknown, classification, separator, padding, mask);
  }

  private static Optional<String> name(List<JsonFile> places, String field)
      throws WordPieceFormatException {
    for (JsonFile place : places) {
      JsonNode value = place.root().path(field);
      if (value.isObject()) {
        return Optional.of(place.text(value, "content"));
      }
      if (!value.isMissingNode() && !value.isNull()) {
        return Optional.of(place.text(place.root(), field));
      }
    }
    return Optional.empty();
  }
}
