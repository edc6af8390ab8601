package dms.components.piece;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Plans windows over a sentence that is longer than the encoder's positions. Windows begin and end
 * at tokens, each as long as fits, and share about a quarter of their pieces with the next. Of a
 * token in several windows the output is taken where it stands most central.
 */
public final class PieceWindows {
  /** {@code [CLS]} and {@code [SEP]}, which each window has around its pieces. */
  public static final int SPECIAL_PIECES = 2;

  /** The part of a window's pieces that the next one reads again. */
  private static final int OVERLAP_DIVISOR = 4;

  private final int[] start;
  private final int room;
  private final List<int[]> windows = new ArrayList<>();

  private PieceWindows(int[] piecesPerToken, int room) {
    this.room = room;
    start = new int[piecesPerToken.length + 1];
    for (int i = 0; i < piecesPerToken.length; i++) {
      start[i + 1] = Math.addExact(start[i], Math.min(piecesPerToken[i], room));
    }
  }

  /**
   * Plans the windows of one sentence, in its order. A sentence that fits has one window, one
   * without tokens has none. Each token is kept by exactly one window: the one where its pieces are
   * farthest from the window's nearer edge, the earlier one of two alike.
   *
   * <p>A single token with more pieces than {@code limit - 2} counts as that many: who fills the
   * window must cut it to its first {@code limit - 2} pieces.
   *
   * @param piecesPerToken the number of pieces of each token, at least 1
   * @param limit the most positions of the encoder, {@code [CLS]} and {@code [SEP]} included
   * @throws IllegalArgumentException if the limit leaves no room for a piece, or a token has none
   */
  public static List<PieceWindow> of(int[] piecesPerToken, int limit) {
    if (limit <= SPECIAL_PIECES) {
      throw new IllegalArgumentException(
          "expected a limit of at least " + (SPECIAL_PIECES + 1) + " positions, got " + limit);
    }
    if (Arrays.stream(piecesPerToken).anyMatch(pieces -> pieces < 1)) {
      throw new IllegalArgumentException(
          "expected at least one piece for each token, got " + Arrays.toString(piecesPerToken));
    }
    PieceWindows plan = new PieceWindows(piecesPerToken, limit - SPECIAL_PIECES);
    plan.cover();
    return plan.keep();
  }

  /** Lays the windows, as first and end token. */
  private void cover() {
    int tokens = start.length - 1;
    int first = 0;
    int end = 0;
    while (end < tokens) {
      // First as far as a quarter goes back, then as far forward as the next token needs.
      while (first < end
          && (start[end] - start[first] > room / OVERLAP_DIVISOR
              || start[end + 1] - start[first] > room)) {
        first++;
      }
      while (end < tokens && start[end + 1] - start[first] <= room) {
        end++;
      }
      windows.add(new int[] {first, end});
    }
  }

  /** Gives each token to its most central window; a window without any is left out. */
  private List<PieceWindow> keep() {
    int[] kept = new int[windows.size() + 1];
    int candidate = 0;
    for (int token = 0; token < start.length - 1; token++) {
      while (windows.get(candidate)[1] <= token) {
        candidate++;
      }
      kept[mostCentral(token, candidate) + 1] = token + 1;
    }
    List<PieceWindow> plan = new ArrayList<>(windows.size());
    int done = 0;
    for (int i = 0; i < windows.size(); i++) {
      if (kept[i + 1] > done) {
        plan.add(new PieceWindow(windows.get(i)[0], windows.get(i)[1], done, kept[i + 1]));
        done = kept[i + 1];
      }
    }
    return List.copyOf(plan);
  }

  private int mostCentral(int token, int firstCandidate) {
    int best = firstCandidate;
    for (int i = best + 1; i < windows.size() && windows.get(i)[0] <= token; i++) {
      if (margin(token, windows.get(i)) > margin(token, windows.get(best))) {
        best = i;
      }
    }
    return best;
  }

  /** The pieces between the token and the nearer edge of the window. */
  private int margin(int token, int[] window) {
    return Math.min(start[token] - start[window[0]], start[window[1]] - start[token + 1]);
  }
}
