package dms.core.corpus;

import java.io.IOException;
import java.io.Reader;

/**
 * The lines of a {@link LineReader} as characters with LF after each. One call gives at most one
 * line, so the line where the reader stands is the one that a parser on top is at.
 */
public final class LineFeed extends Reader {
  private final LineReader lines;
  private int next;
  private boolean started;

  /** The lines from where the reader stands; closing this closes it. */
  public LineFeed(LineReader lines) {
    this.lines = lines;
  }

  @Override
  public int read(char[] target, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (!started || next > lines.length()) {
      if (!lines.next()) {
        return -1;
      }
      started = true;
      next = 0;
    }
    int copied = Math.min(count, lines.length() - next);
    System.arraycopy(lines.chars(), next, target, offset, copied);
    next += copied;
    if (copied < count) {
      target[offset + copied] = '\n';
      copied++;
      next++;
    }
    return copied;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
