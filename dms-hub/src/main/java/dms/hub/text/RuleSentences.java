package dms.hub.text;

import dms.hub.text.Piece.Kind;
import java.util.ArrayList;
import java.util.List;

/** Where sentences end in a language with full stops and capitals. */
final class RuleSentences implements SentenceFinder {
  private final boolean endsBeforeSmallLetter;

  RuleSentences(LanguageRules rules) {
    this.endsBeforeSmallLetter = rules.endsBeforeSmallLetter();
  }

  @Override
  public List<Integer> ends(String text, List<Piece> pieces) {
    List<Integer> ends = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i < pieces.size(); i++) {
      if (!pieces.get(i).isTerminal()) {
        continue;
      }
      int last = lastOf(pieces, i);
      if (last + 1 < pieces.size() && ends(text, pieces, begin, i, last)) {
        begin = last + 1;
        ends.add(begin);
      }
      i = last;
    }
    ends.add(pieces.size());
    return ends;
  }

  /** The last piece that belongs to the end of a sentence: closing marks, more stops, emoticons. */
  private static int lastOf(List<Piece> pieces, int stop) {
    int last = stop;
    while (last + 1 < pieces.size()) {
      Piece next = pieces.get(last + 1);
      boolean closes = next.is(Kind.CLOSER) && pieces.get(last).touches(next);
      if (!closes && !next.isTerminal() && !next.is(Kind.EMOTICON)) {
        return last;
      }
      last++;
    }
    return last;
  }

  private boolean ends(String text, List<Piece> pieces, int begin, int stop, int last) {
    Piece next = pieces.get(last + 1);
    if (pieces.get(last).touches(next) || isListNumber(text, pieces, begin, stop)) {
      return false;
    }
    if (!Character.isLowerCase(text.codePointAt(next.begin()))) {
      return true;
    }
    boolean goesOn = last > stop && !pieces.get(stop).is(Kind.FULL_STOP);
    return endsBeforeSmallLetter && !pieces.get(stop).is(Kind.ELLIPSIS) && !goesOn;
  }

  /** A number or a letter with a full stop at the begin of a sentence counts what follows. */
  private static boolean isListNumber(String text, List<Piece> pieces, int begin, int stop) {
    if (stop != begin + 1 || !pieces.get(stop).is(Kind.FULL_STOP)) {
      return false;
    }
    Piece first = pieces.get(begin);
    return first.is(Kind.NUMBER) && Character.isDigit(text.charAt(first.end() - 1));
  }
}
