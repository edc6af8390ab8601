package dms.components.piece;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a model folder says of its tokenizer, checked.
 *
 * @param maxCharacters code points of the longest word that is split
 */
record TokenizerModel(
    List<String> pieces,
    String continuingPrefix,
    int maxCharacters,
    BertNormalizer normalizer,
    List<AddedToken> addedTokens,
    int unknown,
    int classification,
    int separator,
    int padding) {
  static final String TOKENIZER = "tokenizer.json";
  static final String VOCABULARY = "vocab.txt";

  static TokenizerModel read(Map<String, byte[]> files, String source)
      throws WordPieceFormatException {
    SpecialNames names = SpecialNames.read(files, source);
    if (files.containsKey(TOKENIZER)) {
      String file = source + "/" + TOKENIZER;
      return new TokenizerJson(JsonFile.parse(files.get(TOKENIZER), file)).read(names);
    }
    if (files.containsKey(VOCABULARY)) {
      return new VocabularyText(files, source).read(names);
    }
    throw new WordPieceFormatException(
        source,
        "expected "
            + TOKENIZER
            + " or "
            + VOCABULARY
            + ", found "
            + files.keySet().stream().sorted().toList());
  }

  static TokenizerModel of(
      PieceList pieces,
      String continuingPrefix,
      int maxCharacters,
      BertNormalizer normalizer,
      List<AddedToken> addedTokens,
      SpecialNames names)
      throws WordPieceFormatException {
    return new TokenizerModel(
        pieces.toList(),
        continuingPrefix,
        maxCharacters,
        normalizer,
        addedTokens,
        pieces.special(names.unknown()),
        pieces.special(names.classification()),
        pieces.special(names.separator()),
        pieces.special(names.padding()));
  }

  /** The added tokens that are looked for before normalization, or those after it. */
  List<AddedToken> addedTokens(boolean normalized) {
    List<AddedToken> tokens = new ArrayList<>(addedTokens);
    tokens.removeIf(token -> token.normalized() != normalized);
    return tokens;
  }
}
