package dms.hub.cli;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Counts what is tagged and tells it on the standard error: on a terminal as one line that is
 * redrawn, with a bar where there are several files, elsewhere as a line now and then, and when all
 * is done as a line that stays.
 */
final class TaggingProgress {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long REDRAW_NANOS = 200_000_000;
  private static final long PLAIN_NANOS = 30_000_000_000L;
  private static final int BAR_WIDTH = 20;

  private final PrintWriter err;
  private final boolean terminal;
  private final boolean quiet;
  private final long start = System.nanoTime();
  private long told = start;
  private int drawnWidth;
  private int files;
  private int file;
  private String name = "";
  private long sentences;
  private long tokens;

  /**
   * @param terminal whether a line can be redrawn
   * @param quiet whether only errors are told
   */
  TaggingProgress(PrintWriter err, boolean terminal, boolean quiet) {
    this.err = err;
    this.terminal = terminal;
    this.quiet = quiet;
  }

  /** The file that comes next, counted from 1. */
  void file(int number, int of, String path) {
    file = number;
    files = of;
    name = path;
    draw();
  }

  /** What was written. */
  void add(int moreSentences, int moreTokens) {
    sentences += moreSentences;
    tokens += moreTokens;
    draw();
  }

  private void draw() {
    long now = System.nanoTime();
    if (quiet || now - told < (terminal ? REDRAW_NANOS : PLAIN_NANOS)) {
      return;
    }
    told = now;
    String line = place() + figures();
    if (terminal) {
      String shown = line.substring(0, Math.min(line.length(), Terminal.width() - 1));
      err.print("\r" + shown + " ".repeat(Math.max(0, drawnWidth - shown.length())));
      drawnWidth = shown.length();
    } else {
      err.println(line);
    }
    err.flush();
  }

  private String place() {
    if (files < 2) {
      return "";
    }
    int done = BAR_WIDTH * (file - 1) / files;
    String bar = terminal ? "[" + "=".repeat(done) + " ".repeat(BAR_WIDTH - done) + "] " : "";
    return "%sfile %d/%d %s: ".formatted(bar, file, files, name);
  }

  private String figures() {
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

  /** Says something in a line of its own, unless only errors are told. */
  void tell(String message) {
    if (!quiet) {
      tellAlways(message);
    }
  }

  /** Says something in a line of its own. */
  void tellAlways(String message) {
    line(message);
  }

  /** Leaves the last figures on a line of their own. */
  void finish() {
    if (!quiet) {
      line(figures());
    }
  }

  private void line(String text) {
    String rest = " ".repeat(Math.max(0, drawnWidth - text.length()));
    err.println((drawnWidth > 0 ? "\r" : "") + text + rest);
    err.flush();
    drawnWidth = 0;
  }

  /** Ends a redrawn line, so that what comes next begins at the left. */
  void abandon() {
    if (drawnWidth > 0) {
      err.println();
      err.flush();
      drawnWidth = 0;
    }
  }
}
