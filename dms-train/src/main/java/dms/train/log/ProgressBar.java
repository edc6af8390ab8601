package dms.train.log;

import java.io.Closeable;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Shows how far a counted piece of work is: on a terminal as one line redrawn in place, elsewhere
 * as a few whole lines, which a log file can bear.
 *
 * <p>Not safe for several threads.
 */
public final class ProgressBar implements Closeable {
  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
  private static final int PERCENT_STEP = 10;

  private final Screen screen;
  private final String title;
  private final long total;
  private final String unit;
  private final long start;
  private long done;
  private String note = "";
  private long lastShown;
  private int lastPercent;
  private int lastLength;
  private boolean shownAll;
  private boolean closed;

  /**
   * Where and how progress is shown.
   *
   * @param out the stream to print on, usually standard error; its charset must have the block
   *     characters █ and ░
   * @param interactive whether the stream is a terminal, on which a line can be redrawn
   * @param width columns of the terminal; no line is wider
   * @param interval least time between two lines where the stream is no terminal
   * @param nanos a clock as {@link System#nanoTime}
   */
  public record Screen(
      PrintStream out, boolean interactive, int width, Duration interval, LongSupplier nanos) {
    /**
     * Checks the width and the interval.
     *
     * @throws IllegalArgumentException if the width is below 2 or the interval negative
     */
    public Screen {
      if (width < 2) {
        throw new IllegalArgumentException("width: expected at least 2 columns, found " + width);
      }
      if (interval.isNegative()) {
        throw new IllegalArgumentException(
            "interval: expected a non-negative duration, found " + interval);
      }
    }
  }

  /**
   * Starts the work; nothing is printed until the first advance.
   *
   * @param title what is under way, such as {@code epoch 3/20}
   * @param total units to do
   * @param unit what is counted, in the plural, such as {@code tokens}
   * @throws IllegalArgumentException if the total is not positive
   */
  public ProgressBar(Screen screen, String title, long total, String unit) {
    if (total <= 0) {
      throw new IllegalArgumentException("total: expected a positive number, found " + total);
    }
    this.screen = screen;
    this.title = title;
    this.total = total;
    this.unit = unit;
    this.start = screen.nanos().getAsLong();
    // A terminal shows the first advance at once.
    this.lastShown = screen.interactive() ? start - REDRAW_NANOS : start;
  }

  /**
   * Counts work that is done and shows it where it is time to: on a terminal ten times a second,
   * elsewhere at each tenth of the whole, but not more often than the screen's interval.
   *
   * @param units how much was done since the last call
   * @param note what else to show, such as {@code loss 0.312}; may be empty
   * @throws IllegalArgumentException if the units are negative
   * @throws IllegalStateException if the bar is closed
   */
  public void advance(long units, String note) {
    if (closed) {
      throw new IllegalStateException(title + ": the progress bar is closed");
    }
    if (units < 0) {
      throw new IllegalArgumentException("units: expected a non-negative number, found " + units);
    }
    this.done += units;
    this.note = note;
    this.shownAll = false;
    long now = screen.nanos().getAsLong();
    if (isDue(now)) {
      show(now);
    }
  }

  /** Shows the last state, if it has not been, and ends the line. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (!shownAll && done > 0) {
      show(screen.nanos().getAsLong());
    }
    if (screen.interactive() && lastLength > 0) {
      screen.out().println();
    }
    screen.out().flush();
  }

  private boolean isDue(long now) {
    if (screen.interactive()) {
      return now - lastShown >= REDRAW_NANOS;
    }
    boolean nextStep = line(now).percent() / PERCENT_STEP > lastPercent / PERCENT_STEP;
    return nextStep && now - lastShown >= screen.interval().toNanos();
  }

  private void show(long now) {
    ProgressLine line = line(now);
    if (screen.interactive()) {
      redraw(line.format(screen.width() - 1));
    } else {
      screen.out().println(line.format(screen.width()));
    }
    screen.out().flush();
    lastShown = now;
    lastPercent = line.percent();
    shownAll = true;
  }

  // Spaces wipe the rest of a longer line; the last column stays free, for some terminals wrap
  // there.
  private void redraw(String text) {
    int length = text.codePointCount(0, text.length());
    screen.out().print("\r" + text + " ".repeat(Math.max(0, lastLength - length)));
    lastLength = length;
  }

  private ProgressLine line(long now) {
    return new ProgressLine(title, done, total, unit, note, now - start);
  }
}
