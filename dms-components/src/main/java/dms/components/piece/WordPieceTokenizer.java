package dms.components.piece;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Splits the tokens of a sentence into WordPieces, exactly as the fast tokenizers of Hugging Face
 * do for sentences that are tokenized already ({@code is_split_into_words=True}). A token is
 * normalized, split at white space and around punctuation, and each word of it is made of the
 * longest pieces, from its start on. A word that pieces cannot make, or that is too long, is the
 * unknown piece.
 *
 * <p>The text of an added token, for instance {@code [SEP]} or {@code [MASK]}, gives that token's
 * piece wherever it stands, also within a token: the library does so too. In capitals other than
 * the model's it is text as any other.
 *
 * <p>Immutable, for any number of threads.
 */
public final class WordPieceTokenizer {
  private final TokenizerModel model;
  private final PieceTrie trie;
  private final AddedTokens literal;
  private final AddedTokens normalized;

  private WordPieceTokenizer(TokenizerModel model) {
    this.model = model;
    trie = new PieceTrie(model.pieces(), model.continuingPrefix());
    literal = new AddedTokens(model.addedTokens(false));
    normalized = new AddedTokens(model.addedTokens(true));
  }

  /**
   * Reads a tokenizer from the files of a model folder: {@code tokenizer.json}, or where there is
   * none {@code vocab.txt} with the optional {@code tokenizer_config.json}; without that, or where
   * it does not say, a model is uncased, as in Python. How the special tokens are called says
   * {@code tokenizer_config.json} or else {@code special_tokens_map.json}; where neither does, it
   * is as BERT calls them. Other files are not looked at.
   *
   * @param files the content of each file by its name
   * @param source the folder, for messages
   * @throws WordPieceFormatException if a file is damaged or of another kind of tokenizer; the
   *     message names the file and the reason
   */
  public static WordPieceTokenizer parse(Map<String, byte[]> files, String source)
      throws IOException {
    return new WordPieceTokenizer(TokenizerModel.read(files, source));
  }

  /**
   * The pieces of one token, without {@code [CLS]} and {@code [SEP]} around them.
   *
   * @return at least one piece: a token of which nothing is left gives {@link #unknownId}, so that
   *     each token has a place in the encoder's output
   */
  public int[] pieces(String token) {
    PieceBuffer found = new PieceBuffer();
    literal.split(token, found, this::addText);
    if (found.size() == 0) {
      found.add(unknownId());
    }
    return found.toArray();
  }

  private void addText(String text, PieceBuffer found) {
    normalized.split(model.normalizer().normalize(text), found, this::addWords);
  }

  private void addWords(String text, PieceBuffer found) {
    int start = 0;
    for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      boolean punctuation = BertCharacters.isPunctuation(c);
      if (punctuation || BertCharacters.isSpace(c)) {
        addWord(text, start, i, found);
        start = i + Character.charCount(c);
      }
      if (punctuation) {
        addWord(text, i, start, found);
      }
    }
    addWord(text, start, text.length(), found);
  }

  private void addWord(String text, int from, int to, PieceBuffer found) {
    if (from == to) {
      return;
    }
    // Only a word of many characters is counted in code points, which are fewer.
    boolean tooLong =
        to - from > model.maxCharacters() && text.codePointCount(from, to) > model.maxCharacters();
    if (tooLong || !trie.split(text, from, to, found)) {
      found.add(unknownId());
    }
  }

  /** The piece that begins every row of a batch, {@code [CLS]}. */
  public int classId() {
    return model.classification();
  }

  /** The piece that ends every row of a batch, {@code [SEP]}. */
  public int separatorId() {
    return model.separator();
  }

  /** The piece that fills rows up, {@code [PAD]}. */
  public int paddingId() {
    return model.padding();
  }

  /** The piece of words that pieces cannot make, {@code [UNK]}. */
  public int unknownId() {
    return model.unknown();
  }

  /** How many pieces there are; their ids run from 0. */
  public int size() {
    return model.pieces().size();
  }

  /**
   * The text of a piece, with the continuing prefix where it has one.
   *
   * @throws IllegalArgumentException if there is no such piece
   */
  public String piece(int id) {
    List<String> pieces = model.pieces();
    if (id < 0 || id >= pieces.size()) {
      throw new IllegalArgumentException(
          "expected a piece from 0 to " + (pieces.size() - 1) + ", got " + id);
    }
    return pieces.get(id);
  }
}
