package dms.train.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a progress bar says at one moment, such as {@code epoch 3/20 ████████░░░░ 62 % 41,200
 * tokens/s loss 0.312 eta 0:42}.
 *
 * @param title what is under way
 * @param done units done, at most {@code total} (more counts as all)
 * @param total units to do
 * @param unit what is counted, in the plural
 * @param note figures of the caller's, possibly empty
 * @param nanos time spent so far in nanoseconds
 */
record ProgressLine(String title, long done, long total, String unit, String note, long nanos) {
  private static final String GAP = "  ";
  private static final int LEAST_CELLS = 5;
  private static final int MOST_CELLS = 20;
  private static final double LEAST_SPEED = 0.05;
  private static final double NANOS_PER_SECOND = 1e9;

  /** Whole percents, rounded down, so that 100 means all. */
  int percent() {
    return (int) Math.floor(100 * fraction());
  }

  /**
   * The line in at most {@code width} characters: the bar shrinks first, then it goes, then the
   * speed, the note and the time left go, then the line is cut.
   */
  String format(int width) {
    List<String> parts = new ArrayList<>(List.of(title, percent() + " %", speed(), note, time()));
    parts.removeIf(String::isEmpty);
    for (String expendable : List.of(speed(), note, time())) {
      if (length(String.join(GAP, parts)) > width) {
        parts.remove(expendable);
      }
    }
    int cells = width - length(String.join(GAP, parts)) - GAP.length();
    if (cells >= LEAST_CELLS) {
      parts.add(1, bar(Math.min(cells, MOST_CELLS)));
    }
    return cut(String.join(GAP, parts), width);
  }

  private double fraction() {
    return Math.min(1, (double) done / total);
  }

  private String bar(int cells) {
    int full = (int) Math.floor(cells * fraction());
    return "█".repeat(full) + "░".repeat(cells - full);
  }

  private String speed() {
    double perSecond = nanos > 0 ? done * NANOS_PER_SECOND / nanos : 0;
    if (perSecond < LEAST_SPEED) {
      return "";
    }
    // One decimal where whole numbers would say little.
    String pattern = perSecond < 10 ? "%.1f %s/s" : "%,.0f %s/s";
    return String.format(Locale.ROOT, pattern, perSecond, unit);
  }

  private String time() {
    if (done >= total) {
      return "took " + clock(nanos / NANOS_PER_SECOND);
    }
    return done == 0 || nanos <= 0
        ? ""
        : "eta " + clock((double) nanos * (total - done) / done / NANOS_PER_SECOND);
  }

  private static String clock(double time) {
    long seconds = Math.round(time);
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String cut(String text, int width) {
    return length(text) <= width ? text : text.substring(0, text.offsetByCodePoints(0, width));
  }
}
