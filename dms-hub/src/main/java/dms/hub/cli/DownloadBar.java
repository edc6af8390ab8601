package dms.hub.cli;

import dms.hub.bundle.ModelName;
import dms.hub.catalogue.DownloadProgress;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Tells how a download goes: on a terminal by a bar that is redrawn, elsewhere by a line for each
 * tenth.
 */
final class DownloadBar implements DownloadProgress, AutoCloseable {
  private static final long REDRAW_NANOS = 100_000_000;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double BYTES_PER_MB = 1e6;
  private static final int BAR_WIDTH = 24;
  private static final int STEPS = 10;

  private final PrintWriter err;
  private final boolean terminal;
  private final long start = System.nanoTime();
  private long firstBytes = -1;
  private long drawn = start - REDRAW_NANOS;
  private int drawnWidth;
  private long step = -1;

  DownloadBar(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public void bytes(ModelName model, long done, long total) {
    if (firstBytes < 0) {
      firstBytes = done;
    }
    if (terminal) {
      if (done == total || System.nanoTime() - drawn > REDRAW_NANOS) {
        draw(line(model, done, total));
      }
    } else if (done * STEPS / total > step) {
      step = done * STEPS / total;
      err.println(text(model, done, total));
      err.flush();
    }
  }

  @Override
  public void note(ModelName model, String message) {
    endLine();
    err.println(model + ": " + message);
    err.flush();
  }

  private void draw(String line) {
    err.print("\r" + line + " ".repeat(Math.max(0, drawnWidth - line.length())));
    err.flush();
    drawn = System.nanoTime();
    drawnWidth = line.length();
  }

  private String line(ModelName model, long done, long total) {
    int filled = (int) (done * BAR_WIDTH / total);
    String bar = "[" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "] ";
    String line = bar + text(model, done, total);
    return line.substring(0, Math.min(line.length(), Math.max(1, Terminal.width() - 1)));
  }

  private String text(ModelName model, long done, long total) {
    double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    return String.format(
        Locale.ROOT,
        "%s: %.1f of %.1f MB (%d %%, %.1f MB/s)",
        model,
        done / BYTES_PER_MB,
        total / BYTES_PER_MB,
        done * 100 / total,
        Math.max(0, done - firstBytes) / BYTES_PER_MB / Math.max(seconds, 1e-3));
  }

  @Override
  public void close() {
    endLine();
  }

  /** Ends a redrawn line, so that what comes next begins at the left. */
  void endLine() {
    if (drawnWidth > 0) {
      err.println();
      err.flush();
      drawnWidth = 0;
    }
  }
}
