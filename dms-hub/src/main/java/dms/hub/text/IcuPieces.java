package dms.hub.text;

import com.ibm.icu.text.BreakIterator;
import dms.hub.text.Piece.Kind;
import java.util.ArrayList;
import java.util.List;

/** The words of ICU's rules and dictionaries for a language, cut where they are too long. */
final class IcuPieces implements PieceFinder {
  private final BreakIterator words;
  private final int maxLength;

  IcuPieces(BreakIterator words, int maxLength) {
    this.words = words;
    this.maxLength = maxLength;
  }

  @Override
  public List<Piece> pieces(String text, int begin, int end) {
    BreakIterator iterator = words.clone();
    iterator.setText(text.substring(begin, end));
    List<Piece> pieces = new ArrayList<>();
    int from = iterator.first();
    for (int to = iterator.next(); to != BreakIterator.DONE; from = to, to = iterator.next()) {
      addParts(text, begin + from, begin + to, pieces);
    }
    return pieces;
  }

  /** Blanks may stand anywhere in what ICU holds for a word. */
  private void addParts(String text, int begin, int end, List<Piece> pieces) {
    int from = begin;
    for (int at = begin; at < end; at++) {
      if (Blanks.isBlank(text.charAt(at))) {
        add(from, at, pieces);
        from = at + 1;
      } else if (at - from == maxLength) {
        int cut = Runs.cut(text, at);
        add(from, cut, pieces);
        from = cut;
      }
    }
    add(from, end, pieces);
  }

  private static void add(int begin, int end, List<Piece> pieces) {
    if (begin < end) {
      pieces.add(new Piece(begin, end, Kind.OTHER));
    }
  }
}
