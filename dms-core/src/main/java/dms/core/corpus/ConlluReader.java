package dms.core.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads CoNLL-U: ten columns with a tab between them, an empty line after each sentence, comments
 * before it. Checks the lines, the IDs and the ranges, but not the tree, so HEAD may be {@code _}.
 * Extra empty lines, a missing last one, CRLF and a byte order mark are accepted.
 *
 * @see <a href="https://universaldependencies.org/format.html">the format</a>
 */
public final class ConlluReader implements SentenceReader {
  private final LineReader lines;
  private final StringPool pool = new StringPool();

  /**
   * A reader of a stream, which it closes when it is closed.
   *
   * @param in the corpus in UTF-8
   * @param name the file's name for messages
   */
  public ConlluReader(InputStream in, String name) {
    this.lines = new LineReader(in, name);
  }

  @Override
  public Optional<Sentence> read() throws IOException {
    while (lines.next()) {
      if (lines.length() > 0) {
        return Optional.of(readFrom(new ConlluBlock(lines, pool)));
      }
    }
    return Optional.empty();
  }

  private Sentence readFrom(ConlluBlock block) throws IOException {
    do {
      block.addLine();
    } while (lines.next() && lines.length() > 0);
    return block.finish();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
