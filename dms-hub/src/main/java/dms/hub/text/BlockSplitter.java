package dms.hub.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Cuts a text at its blank lines, finds pieces and sentences in each block, and bounds them. */
final class BlockSplitter implements TextSplitter {
  private final PieceFinder pieceFinder;
  private final SentenceFinder sentenceFinder;
  private final SplitOptions options;

  BlockSplitter(PieceFinder pieceFinder, SentenceFinder sentenceFinder, SplitOptions options) {
    this.pieceFinder = pieceFinder;
    this.sentenceFinder = sentenceFinder;
    this.options = options;
  }

  @Override
  public List<TextSentence> split(String text) {
    Objects.requireNonNull(text, "text");
    List<TextSentence> sentences = new ArrayList<>();
    for (int begin = 0; begin < text.length(); ) {
      int end = blockEnd(text, begin);
      addBlock(text, begin, end, sentences);
      begin = end;
    }
    return List.copyOf(sentences);
  }

  /** The offset after the line ends that end the block: two with only blanks between them. */
  private int blockEnd(String text, int begin) {
    int lineEnds = 0;
    boolean blank = true;
    for (int at = begin; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (Blanks.endsLine(unit)) {
        boolean secondOfPair = unit == '\n' && at > begin && text.charAt(at - 1) == '\r';
        lineEnds += secondOfPair ? 0 : 1;
        boolean enough = options.lineEndsSentence() || lineEnds > 1 || Blanks.endsParagraph(unit);
        if (!blank && enough) {
          return at + 1;
        }
      } else if (!Blanks.isBlank(unit)) {
        blank = false;
        lineEnds = 0;
      }
    }
    return text.length();
  }

  private void addBlock(String text, int begin, int end, List<TextSentence> sentences) {
    List<Piece> pieces = pieceFinder.pieces(text, begin, end);
    if (pieces.isEmpty()) {
      return;
    }
    int from = 0;
    for (int to : sentenceFinder.ends(text, pieces)) {
      for (; from < to; from = Math.min(to, from + options.maxSentenceTokens())) {
        int last = Math.min(to, from + options.maxSentenceTokens());
        sentences.add(sentence(text, pieces.subList(from, last)));
      }
    }
  }

  private static TextSentence sentence(String text, List<Piece> pieces) {
    return TextSentence.of(
        pieces.stream().map(p -> new TextToken(p.begin(), p.end(), p.in(text))).toList());
  }
}
