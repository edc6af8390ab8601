package dms.hub.cli;

import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Counts what is written to another writer and tells it on the standard error: on a terminal as one
 * line that is redrawn, and when all is done as a line that stays.
 */
final class TaggingProgress implements SentenceWriter {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long REDRAW_NANOS = 200_000_000;

  private final SentenceWriter out;
  private final PrintWriter err;
  private final boolean terminal;
  private final long start = System.nanoTime();
  private long drawn = start;
  private int drawnWidth;
  private long sentences;
  private long tokens;

  TaggingProgress(SentenceWriter out, PrintWriter err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public void write(Sentence sentence) throws IOException {
    out.write(sentence);
    sentences++;
    tokens += sentence.size();
    if (terminal && System.nanoTime() - drawn > REDRAW_NANOS) {
      String line = line();
      err.print("\r" + line + " ".repeat(Math.max(0, drawnWidth - line.length())));
      err.flush();
      drawn = System.nanoTime();
      drawnWidth = line.length();
    }
  }

  private String line() {
    double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    long rate = seconds > 0 ? Math.round(tokens / seconds) : 0;
    return String.format(
        Locale.ROOT,
        "tagged %d sentences, %d tokens in %.1f s (%d tokens/s)",
        sentences,
        tokens,
        seconds,
        rate);
  }

  /** Leaves the last figures on a line of their own. */
  void finish() {
    String line = line();
    err.println(
        (drawnWidth > 0 ? "\r" : "") + line + " ".repeat(Math.max(0, drawnWidth - line.length())));
    err.flush();
  }

  /** Ends a redrawn line, so that what comes next begins at the left. */
  void abandon() {
    if (drawnWidth > 0) {
      err.println();
      err.flush();
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
