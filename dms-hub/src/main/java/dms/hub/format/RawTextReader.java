package dms.hub.format;

import dms.core.corpus.LineReader;
import dms.hub.text.TextSentence;
import dms.hub.text.TextSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Reads raw text in UTF-8: a paragraph, which ends with an empty line, is a document. Of a
 * paragraph longer than {@value #MAX_CHARS} characters the sentences that are complete are a
 * document, so that no file needs more memory than another.
 */
public final class RawTextReader implements DocumentReader {
  private static final int MAX_CHARS = 1 << 16;

  /** A longer line is read in parts. */
  private static final int PART_BYTES = 1 << 16;

  private final LineReader lines;
  private final TextSplitter splitter;
  private final SplitSentences sentences = new SplitSentences();
  private final StringBuilder text = new StringBuilder();
  private boolean inParagraph;
  private boolean ended;

  /**
   * A reader of a stream, which it closes when it is closed.
   *
   * @param in the text in UTF-8
   * @param name the file's name for messages
   * @param splitter of the text's language
   */
  public RawTextReader(InputStream in, String name, TextSplitter splitter) {
    this.lines = new LineReader(in, name);
    this.splitter = splitter;
  }

  @Override
  public Optional<Document> read() throws IOException {
    while (!ended) {
      boolean more = append();
      if (!more && !text.toString().isBlank()) {
        return Optional.of(rest());
      }
      if (!more) {
        text.setLength(0);
        inParagraph = false;
      } else if (text.length() >= MAX_CHARS) {
        return Optional.of(completeSentences());
      }
    }
    return Optional.empty();
  }

  /** Adds a line or a part of a long one; false where the paragraph ends. */
  private boolean append() throws IOException {
    boolean begins = lines.endsLine();
    if (!lines.nextPart(PART_BYTES)) {
      ended = true;
      return false;
    }
    String part = lines.text();
    if (begins && lines.endsLine() && part.isBlank()) {
      return false;
    }
    text.append(part);
    if (lines.endsLine()) {
      text.append('\n');
    }
    return true;
  }

  private Document rest() {
    String whole = text.toString().stripTrailing();
    Document document = document(whole, splitter.split(whole));
    text.setLength(0);
    inParagraph = false;
    return document;
  }

  /** All sentences but the last, whose end may not be read yet; that one only if it is alone. */
  private Document completeSentences() {
    String whole = text.toString();
    List<TextSentence> found = splitter.split(whole);
    boolean several = found.size() > 1;
    int end = several ? found.get(found.size() - 1).begin() : whole.length();
    Document document =
        document(whole.substring(0, end), several ? found.subList(0, found.size() - 1) : found);
    text.delete(0, end);
    inParagraph = true;
    return document;
  }

  private Document document(String paragraph, List<TextSentence> found) {
    List<String> opening = inParagraph ? List.of() : List.of("# newpar");
    return new Document(
        sentences.of(paragraph, found, opening), Optional.of(paragraph), Optional.empty());
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
