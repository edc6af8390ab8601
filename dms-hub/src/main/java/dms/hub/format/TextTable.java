package dms.hub.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of cells as lines of text, each column as wide as its widest cell. What could disturb a
 * terminal is shown as �.
 */
public final class TextTable {
  private static final String GAP = "  ";

  /** A column is not made narrower than this. */
  private static final int MIN_WIDTH = 6;

  private final List<String> heading;
  private final List<List<String>> groups = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** A table without rows yet. */
  public TextTable(List<String> heading) {
    this.heading = heading;
    rows.add(heading);
  }

  /** Adds a row with a cell for each column. */
  public void add(List<String> cells) {
    rows.add(cells.stream().map(TextTable::harmless).toList());
  }

  /** An empty line before the next row. */
  public void gap() {
    groups.add(rows.get(rows.size() - 1));
  }

  /** What would move the cursor or turn the writing round must not reach a terminal. */
  private static String harmless(String cell) {
    return cell.codePoints()
        .map(c -> Character.isISOControl(c) || turns(c) ? '\uFFFD' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean turns(int point) {
    return (point >= 0x202A && point <= 0x202E)
        || (point >= 0x2066 && point <= 0x2069)
        || point == 0x2028
        || point == 0x2029;
  }

  /**
   * The lines.
   *
   * @param width cells of a line; the widest columns are cut where it would be exceeded
   */
  public String lines(int width) {
    int[] widths = new int[heading.size()];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], DisplayWidth.of(row.get(c)));
      }
    }
    narrow(widths, width - GAP.length() * (widths.length - 1));
    StringBuilder lines = new StringBuilder();
    for (List<String> row : rows) {
      append(row, widths, lines);
      if (row == heading) {
        append(Arrays.stream(widths).mapToObj("─"::repeat).toList(), widths, lines);
      } else if (groups.stream().anyMatch(last -> last == row)) {
        lines.append('\n');
      }
    }
    return lines.toString();
  }

  private static void narrow(int[] widths, int available) {
    while (Arrays.stream(widths).asLongStream().sum() > available) {
      int widest = 0;
      for (int c = 1; c < widths.length; c++) {
        widest = widths[c] > widths[widest] ? c : widest;
      }
      if (widths[widest] <= MIN_WIDTH) {
        return;
      }
      widths[widest]--;
    }
  }

  private static void append(List<String> row, int[] widths, StringBuilder lines) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String cell = DisplayWidth.cut(row.get(c), widths[c]);
      line.append(cell).append(" ".repeat(widths[c] - DisplayWidth.of(cell))).append(GAP);
    }
    lines.append(line.toString().stripTrailing()).append('\n');
  }
}
