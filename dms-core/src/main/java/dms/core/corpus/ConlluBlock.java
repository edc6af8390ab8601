package dms.core.corpus;

import dms.core.corpus.Sentence.Aside;
import java.util.ArrayList;
import java.util.List;

/** The lines of one CoNLL-U sentence, checked as they come. */
final class ConlluBlock {
  private static final String[] NAMES = {
    "ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC"
  };
  private static final int ID = 0;
  private static final int FORM = 1;

  /** Longer IDs would not fit an int, and no sentence has so many words. */
  private static final int MAX_ID_DIGITS = 9;

  private final LineReader lines;
  private final StringPool pool;
  private final long firstLine;
  private final List<Token> tokens = new ArrayList<>();
  private final List<String> comments = new ArrayList<>();
  private final List<Aside> asides = new ArrayList<>();

  /** Where each column of the row begins; the end of the row, plus one, stands last. */
  private final int[] starts = new int[NAMES.length + 1];

  private int rangeEnd;
  private long rangeLine;
  private boolean afterRange;
  private int emptyNodes;

  /** A sentence that begins at the line where the reader stands. */
  ConlluBlock(LineReader lines, StringPool pool) {
    this.lines = lines;
    this.pool = pool;
    this.firstLine = lines.line();
  }

  /** Takes in the line where the reader stands. */
  void addLine() throws CorpusFormatException {
    lines.requireSentenceLength(firstLine);
    if (lines.charAt(0) == '#') {
      addComment();
    } else {
      addRow();
    }
  }

  private void addComment() throws CorpusFormatException {
    if (!tokens.isEmpty() || !asides.isEmpty()) {
      throw lines.error(
          "expected a row of ten columns, found the comment %s; "
                  .formatted(Text.quote(lines.text()))
              + "put comments before the first row, and an empty line between sentences");
    }
    comments.add(lines.text());
  }

  private void addRow() throws CorpusFormatException {
    split();
    int dash = indexInId('-');
    int dot = indexInId('.');
    if (dash > 0) {
      addRange(dash);
    } else if (dot > 0) {
      addEmptyNode(dot);
    } else {
      addToken();
    }
  }

  private void split() throws CorpusFormatException {
    int columns = 1;
    for (int i = 0; i < lines.length(); i++) {
      if (lines.charAt(i) == '\t') {
        if (columns < NAMES.length) {
          starts[columns] = i + 1;
        }
        columns++;
      }
    }
    if (columns != NAMES.length) {
      throw wrongCount(columns);
    }
    starts[NAMES.length] = lines.length() + 1;
    for (int column = 0; column < NAMES.length; column++) {
      if (starts[column] == end(column)) {
        throw lines.isBlank()
            ? lines.blankLineError()
            : lines.columnError(
                NAMES[column], "expected a value, found an empty one; write _ for none");
      }
    }
  }

  private CorpusFormatException wrongCount(int columns) {
    if (lines.isBlank()) {
      return lines.blankLineError();
    }
    boolean trailing = columns == NAMES.length + 1 && lines.charAt(lines.length() - 1) == '\t';
    return lines.error(
        "expected 10 columns, found %d in %s; %s"
            .formatted(
                columns,
                Text.quote(lines.text()),
                trailing ? "remove the last tab" : "put one tab between columns, _ for no value"));
  }

  private void addToken() throws CorpusFormatException {
    int expected = tokens.size() + 1;
    int id = number(starts[ID], end(ID));
    if (id != expected) {
      throw idError("the word " + expected + ", a range or an empty node");
    }
    String[] values = new String[NAMES.length - 1];
    for (int column = FORM; column < NAMES.length; column++) {
      values[column - 1] = pool.get(lines.chars(), starts[column], end(column));
    }
    if (Text.isBlank(values[0])) {
      throw lines.columnError(
          NAMES[FORM],
          "expected a word, found %s; give every token a form".formatted(Text.quote(values[0])));
    }
    tokens.add(new Token(Schema.CONLLU, values));
    afterRange = false;
    emptyNodes = 0;
  }

  private void addRange(int dash) throws CorpusFormatException {
    int next = tokens.size() + 1;
    int first = number(starts[ID], dash);
    int last = number(dash + 1, end(ID));
    if (first != next || last < first) {
      throw idError(
          "the word %d, or a range that begins with it, as %d-%d".formatted(next, next, next + 1));
    }
    if (first <= rangeEnd || afterRange) {
      throw idError("the word " + next + ", since a range may not overlap another");
    }
    rangeEnd = last;
    rangeLine = lines.line();
    afterRange = true;
    asides.add(new Aside(tokens.size(), lines.text()));
  }

  private void addEmptyNode(int dot) throws CorpusFormatException {
    int word = number(starts[ID], dot);
    int node = number(dot + 1, end(ID));
    if (word != tokens.size() || node != emptyNodes + 1 || afterRange) {
      throw idError(
          afterRange
              ? "the word " + (tokens.size() + 1) + " right after its range"
              : "the empty node %d.%d or the word %d"
                  .formatted(tokens.size(), emptyNodes + 1, tokens.size() + 1));
    }
    emptyNodes = node;
    asides.add(new Aside(tokens.size(), lines.text()));
  }

  private CorpusFormatException idError(String expected) {
    return lines.columnError(
        NAMES[ID],
        "expected %s, found %s; number words 1, 2, 3, …, ranges 1-2, empty nodes 1.1"
            .formatted(expected, Text.quote(lines.text(starts[ID], end(ID)))));
  }

  /** The number written in the characters, or -1 if they are no number in its shortest form. */
  private int number(int from, int to) {
    if (to == from || to - from > MAX_ID_DIGITS || (lines.charAt(from) == '0' && to - from > 1)) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = lines.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  private int indexInId(char wanted) {
    for (int i = starts[ID]; i < end(ID); i++) {
      if (lines.charAt(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  private int end(int column) {
    return starts[column + 1] - 1;
  }

  /** The sentence, after its last line. */
  Sentence finish() throws CorpusFormatException {
    if (tokens.isEmpty()) {
      throw lines.errorAt(
          firstLine,
          "expected a sentence of one word or more, found none before the next empty line; "
              + "remove the lines or add the words");
    }
    if (rangeEnd > tokens.size()) {
      throw lines.errorAt(
          rangeLine,
          "expected a range that ends with the last word %d or before, found one up to %d; "
                  .formatted(tokens.size(), rangeEnd)
              + "shorten it or add the words");
    }
    return new Sentence(tokens, comments, asides, lines.file(), firstLine);
  }
}
