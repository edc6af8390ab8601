package dms.components.encoder;

import dms.components.piece.PieceWindow;
import dms.components.piece.PieceWindows;
import dms.components.piece.WordPieceTokenizer;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import dms.core.tensor.Ids;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The pieces of sentences as rows of a transformer: one row per sentence, or overlapping ones where
 * a sentence is too long for one, padded to the longest of them.
 *
 * @param pieces ids, shape (rows, pieces)
 * @param mask 1 for a piece, 0 for padding, shape (rows, pieces)
 * @param first where the first piece of each token stands when the axes (rows, pieces) are seen as
 *     one, shape (sentences, tokens); 0 for padding
 * @param counts number of pieces of each token, at least 1; 0 for padding
 */
public record PieceRows(Ids pieces, Ids mask, Ids first, int[] counts) {
  /**
   * Splits sentences.
   *
   * @param tokens size of the second axis of {@code first}: tokens of the longest sentence
   * @param maxPositions pieces of the longest row, the two special ones included; a token of more
   *     keeps its first ones
   */
  public static PieceRows of(
      List<Sentence> sentences, int tokens, WordPieceTokenizer tokenizer, int maxPositions) {
    return new Builder(sentences.size(), tokens, tokenizer, maxPositions).build(sentences);
  }

  /** Where all pieces of all tokens stand, token by token. */
  Ids all() {
    int[] positions = new int[Arrays.stream(counts).sum()];
    int end = 0;
    for (int token = 0; token < counts.length; token++) {
      for (int piece = 0; piece < counts[token]; piece++) {
        positions[end++] = first.values()[token] + piece;
      }
    }
    return new Ids(positions, end);
  }

  /** Where each token begins in {@link #all}. */
  Ids offsets() {
    int[] offsets = new int[counts.length];
    for (int token = 1; token < counts.length; token++) {
      offsets[token] = offsets[token - 1] + counts[token - 1];
    }
    return new Ids(offsets, offsets.length);
  }

  /** Collects rows; positions are known when the longest row is. */
  private static final class Builder {
    private final WordPieceTokenizer tokenizer;
    private final int maxPositions;
    private final int sentences;
    private final int tokens;
    private final Map<String, int[]> piecesOfForm = new HashMap<>();
    private final List<int[]> rows = new ArrayList<>();
    private final int[] rowOfToken;
    private final int[] columnOfToken;
    private final int[] counts;

    Builder(int sentences, int tokens, WordPieceTokenizer tokenizer, int maxPositions) {
      this.tokenizer = tokenizer;
      this.maxPositions = maxPositions;
      this.sentences = sentences;
      this.tokens = tokens;
      this.rowOfToken = new int[sentences * tokens];
      this.columnOfToken = new int[sentences * tokens];
      this.counts = new int[sentences * tokens];
    }

    PieceRows build(List<Sentence> all) {
      for (int s = 0; s < all.size(); s++) {
        add(all.get(s), s * tokens);
      }
      int longest = rows.stream().mapToInt(row -> row.length).max().orElse(0);
      int[] ids = new int[rows.size() * longest];
      int[] mask = new int[ids.length];
      Arrays.fill(ids, tokenizer.paddingId());
      for (int r = 0; r < rows.size(); r++) {
        int[] row = rows.get(r);
        System.arraycopy(row, 0, ids, r * longest, row.length);
        Arrays.fill(mask, r * longest, r * longest + row.length, 1);
      }
      int[] first = new int[counts.length];
      for (int token = 0; token < first.length; token++) {
        first[token] = rowOfToken[token] * longest + columnOfToken[token];
      }
      return new PieceRows(
          new Ids(ids, rows.size(), longest),
          new Ids(mask, rows.size(), longest),
          new Ids(first, sentences, tokens),
          counts);
    }

    /** Adds the rows of a sentence whose first token has that number. */
    private void add(Sentence sentence, int start) {
      List<int[]> pieces = new ArrayList<>();
      for (Token token : sentence.tokens()) {
        pieces.add(piecesOfForm.computeIfAbsent(token.form(), this::piecesOf));
      }
      int[] lengths = pieces.stream().mapToInt(p -> p.length).toArray();
      System.arraycopy(lengths, 0, counts, start, lengths.length);
      for (PieceWindow window : PieceWindows.of(lengths, maxPositions)) {
        addRow(pieces, window, start);
      }
    }

    private void addRow(List<int[]> pieces, PieceWindow window, int start) {
      List<int[]> shown = pieces.subList(window.firstToken(), window.endToken());
      int[] row =
          new int[PieceWindows.SPECIAL_PIECES + shown.stream().mapToInt(p -> p.length).sum()];
      row[0] = tokenizer.classId();
      int end = 1;
      for (int t = window.firstToken(); t < window.endToken(); t++) {
        int[] ids = pieces.get(t);
        if (t >= window.firstKept() && t < window.endKept()) {
          rowOfToken[start + t] = rows.size();
          columnOfToken[start + t] = end;
        }
        System.arraycopy(ids, 0, row, end, ids.length);
        end += ids.length;
      }
      row[end] = tokenizer.separatorId();
      rows.add(row);
    }

    private int[] piecesOf(String form) {
      int[] ids = tokenizer.pieces(form);
      return Arrays.copyOf(ids, Math.min(ids.length, maxPositions - PieceWindows.SPECIAL_PIECES));
    }
  }
}
