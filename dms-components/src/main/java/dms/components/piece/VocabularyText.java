package dms.components.piece;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads vocab.txt, a piece a line, with the settings of tokenizer_config.json beside it. */
final class VocabularyText {
  private static final String CONTINUING_PREFIX = "##";
  private static final int MAX_CHARACTERS = 100;
  private static final String ADDED_TOKENS = "added_tokens_decoder";

  private final Map<String, byte[]> files;
  private final String source;
  private final String file;
  private final PieceList pieces;

  VocabularyText(Map<String, byte[]> files, String source) {
    this.files = files;
    this.source = source;
    file = source + "/" + TokenizerModel.VOCABULARY;
    pieces = new PieceList(file);
  }

  TokenizerModel read(SpecialNames names) throws WordPieceFormatException {
    readPieces();
    Optional<JsonFile> config = Optional.empty();
    if (files.containsKey(JsonFile.CONFIG)) {
      config =
          Optional.of(JsonFile.parse(files.get(JsonFile.CONFIG), source + "/" + JsonFile.CONFIG));
    }
    // Without a configuration BERT's tokenizer is uncased, in Python too.
    BertNormalizer normalizer =
        config.isPresent() ? normalizer(config.get()) : new BertNormalizer(true, true, true, true);
    List<AddedToken> added = specialTokens(names);
    if (config.isPresent()) {
      addTokens(config.get(), normalizer, added);
    }
    return TokenizerModel.of(pieces, CONTINUING_PREFIX, MAX_CHARACTERS, normalizer, added, names);
  }

  private void readPieces() throws WordPieceFormatException {
    String text = JsonFile.decode(files.get(TokenizerModel.VOCABULARY), file);
    int id = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      pieces.add(line, id++);
    }
  }

  private static BertNormalizer normalizer(JsonFile config) throws WordPieceFormatException {
    boolean lowercase = config.flag(config.root(), "do_lower_case", true);
    return new BertNormalizer(
        true,
        config.flag(config.root(), "tokenize_chinese_chars", true),
        config.flag(config.root(), "strip_accents", lowercase),
        lowercase);
  }

  private List<AddedToken> specialTokens(SpecialNames names) {
    List<AddedToken> added = new ArrayList<>();
    for (String name : names.all()) {
      pieces.find(name).ifPresent(id -> added.add(new AddedToken(name, id, false)));
    }
    return added;
  }

  private void addTokens(JsonFile config, BertNormalizer normalizer, List<AddedToken> added)
      throws WordPieceFormatException {
    if (!config.root().has(ADDED_TOKENS)) {
      return;
    }
    JsonNode tokens = config.object(config.root(), ADDED_TOKENS);
    for (Map.Entry<String, JsonNode> entry : tokens.properties()) {
      config.require(
          entry.getKey().matches("[0-9]{1,9}"),
          ADDED_TOKENS + " has the id '" + entry.getKey() + "', expected a whole number");
      int id = Integer.parseInt(entry.getKey());
      AddedToken token = TokenizerJson.addedToken(config, entry.getValue(), id, normalizer, pieces);
      added.removeIf(other -> other.id() == id);
      added.add(token);
    }
  }
}
