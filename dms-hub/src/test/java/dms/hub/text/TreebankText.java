package dms.hub.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The raw text of a treebank, paragraph by paragraph, with the tokens, words and sentences that it
 * should be split into.
 *
 * <p>The text is made of the surface tokens and {@code SpaceAfter=No}, which gives each {@code #
 * text} where there is one. Paragraphs begin at {@code # newpar} and {@code # newdoc}; a file
 * without them has one for every {@value #SENTENCES_TOGETHER} sentences. Sentences of one paragraph
 * have one blank between them.
 */
final class TreebankText {
  static final int SENTENCES_TOGETHER = 10;

  /** A stretch of the text. */
  record Span(int begin, int end) {}

  /** A word: where it stands, and whether it is one of several in a multiword token. */
  record Word(Span span, String form, boolean multiword) {}

  /** A paragraph and how it should be split. */
  record Paragraph(String text, List<Span> tokens, List<Word> words, List<Span> sentences) {}

  private final List<Paragraph> paragraphs = new ArrayList<>();
  private StringBuilder text = new StringBuilder();
  private List<Span> tokens = new ArrayList<>();
  private List<Word> words = new ArrayList<>();
  private List<Span> sentences = new ArrayList<>();
  private int sentenceBegin = -1;
  private int lastOfRange;
  private boolean marked;

  private TreebankText() {}

  static List<Paragraph> read(Path file) throws IOException {
    TreebankText reader = new TreebankText();
    try (Stream<String> lines = Files.lines(file)) {
      lines.forEach(reader::line);
    }
    reader.endParagraph();
    return reader.paragraphs;
  }

  private void line(String line) {
    if (line.startsWith("# newpar") || line.startsWith("# newdoc")) {
      endParagraph();
      marked = true;
    } else if (line.isEmpty()) {
      endSentence();
    } else if (!line.startsWith("#")) {
      String[] columns = line.split("\t");
      if (!columns[0].contains(".")) {
        token(columns);
      }
    }
  }

  private void token(String[] columns) {
    boolean range = columns[0].contains("-");
    int id = range ? 0 : Integer.parseInt(columns[0]);
    if (!range && id <= lastOfRange) {
      words.add(new Word(tokens.get(tokens.size() - 1), columns[1], true));
      return;
    }
    Span span = new Span(text.length(), text.length() + columns[1].length());
    text.append(columns[1]);
    tokens.add(span);
    sentenceBegin = sentenceBegin < 0 ? span.begin() : sentenceBegin;
    if (range) {
      lastOfRange = Integer.parseInt(columns[0].substring(columns[0].indexOf('-') + 1));
    } else {
      words.add(new Word(span, columns[1], false));
    }
    if (!columns[9].contains("SpaceAfter=No")) {
      text.append(' ');
    }
  }

  private void endSentence() {
    sentences.add(new Span(sentenceBegin, tokens.get(tokens.size() - 1).end()));
    sentenceBegin = -1;
    lastOfRange = 0;
    if (text.charAt(text.length() - 1) != ' ') {
      text.append(' ');
    }
    if (!marked && sentences.size() == SENTENCES_TOGETHER) {
      endParagraph();
    }
  }

  private void endParagraph() {
    if (!tokens.isEmpty()) {
      paragraphs.add(new Paragraph(text.toString().strip(), tokens, words, sentences));
      text = new StringBuilder();
      tokens = new ArrayList<>();
      words = new ArrayList<>();
      sentences = new ArrayList<>();
    }
  }
}
