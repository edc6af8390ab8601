package dms.components.piece;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads tokenizer.json, the file of Hugging Face's tokenizers library. */
final class TokenizerJson {
  private final JsonFile json;
  private final PieceList pieces;

  TokenizerJson(JsonFile json) {
    this.json = json;
    pieces = new PieceList(json.file());
  }

  TokenizerModel read(SpecialNames names) throws WordPieceFormatException {
    JsonNode model = json.object(json.root(), "model");
    // Files of the library's first versions do not name the model's type.
    if (model.has("type")) {
      requireType("model", json.text(model, "type"), "WordPiece");
    }
    requireKind("pre_tokenizer", "BertPreTokenizer");
    BertNormalizer normalizer = normalizer();
    readVocabulary(json.object(model, "vocab"));
    List<AddedToken> added = addedTokens(normalizer);
    return TokenizerModel.of(
        pieces,
        json.text(model, "continuing_subword_prefix"),
        json.number(model, "max_input_chars_per_word"),
        normalizer,
        added,
        names.withUnknown(json.text(model, "unk_token")));
  }

  private BertNormalizer normalizer() throws WordPieceFormatException {
    JsonNode normalizer = requireKind("normalizer", "BertNormalizer");
    boolean lowercase = json.flag(normalizer, "lowercase");
    return new BertNormalizer(
        json.flag(normalizer, "clean_text"),
        json.flag(normalizer, "handle_chinese_chars"),
        json.flag(normalizer, "strip_accents", lowercase),
        lowercase);
  }

  private void readVocabulary(JsonNode vocabulary) throws WordPieceFormatException {
    for (Map.Entry<String, JsonNode> entry : vocabulary.properties()) {
      pieces.add(entry.getKey(), json.number(vocabulary, entry.getKey()));
    }
  }

  private List<AddedToken> addedTokens(BertNormalizer normalizer) throws WordPieceFormatException {
    JsonNode tokens = json.root().path("added_tokens");
    json.require(tokens.isArray(), "field added_tokens is missing or not an array");
    List<AddedToken> added = new ArrayList<>(tokens.size());
    for (JsonNode token : tokens) {
      added.add(addedToken(json, token, json.number(token, "id"), normalizer, pieces));
    }
    return added;
  }

  /** Reads one added token, whose white space around it (lstrip, rstrip) is no piece anyway. */
  static AddedToken addedToken(
      JsonFile json, JsonNode token, int id, BertNormalizer normalizer, PieceList pieces)
      throws WordPieceFormatException {
    String content = json.text(token, "content");
    json.require(
        !json.flag(token, "single_word", false),
        "added token '" + content + "' is for single words only, which is not supported");
    pieces.addToken(content, id);
    boolean normalized = json.flag(token, "normalized", !json.flag(token, "special", false));
    String wanted = normalized ? normalizer.normalize(content) : content;
    json.require(!wanted.isEmpty(), "added token '" + content + "' is empty when normalized");
    return new AddedToken(wanted, id, normalized);
  }

  private JsonNode requireKind(String field, String expected) throws WordPieceFormatException {
    JsonNode part = json.object(json.root(), field);
    requireType(field, json.text(part, "type"), expected);
    return part;
  }

  private void requireType(String what, String type, String expected)
      throws WordPieceFormatException {
    json.require(type.equals(expected), what + " is of type " + type + ", expected " + expected);
  }
}
