package dms.hub.text;

import com.ibm.icu.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;

/** The sentences of ICU's rules for a language. */
final class IcuSentences implements SentenceFinder {
  private final BreakIterator sentences;

  IcuSentences(BreakIterator sentences) {
    this.sentences = sentences;
  }

  @Override
  public List<Integer> ends(String text, List<Piece> pieces) {
    int begin = pieces.get(0).begin();
    BreakIterator iterator = sentences.clone();
    iterator.setText(text.substring(begin, pieces.get(pieces.size() - 1).end()));
    iterator.first();
    List<Integer> ends = new ArrayList<>();
    int boundary = begin + iterator.next();
    for (int i = 0; i + 1 < pieces.size(); i++) {
      int next = pieces.get(i + 1).begin();
      if (boundary > next) {
        continue;
      }
      ends.add(i + 1);
      while (boundary <= next) {
        boundary = begin + iterator.next();
      }
    }
    ends.add(pieces.size());
    return ends;
  }
}
