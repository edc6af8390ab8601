package dms.bench.report;

import java.util.ArrayList;
import java.util.List;

/** The measurements as a table, for a terminal or a page. */
public final class ResultTable {
  private static final List<String> HEADER =
      List.of("group", "what", "ms", "of", "tokens/s", "±", "bytes/token", "preparing");
  private static final int TEXT_COLUMNS = 2;
  private static final int UNIT = 3;
  private static final String GAP = "  ";

  private final List<List<String>> rows;

  /** A table of those rows, in their order. */
  public ResultTable(List<Measurement> measurements) {
    this.rows = measurements.stream().map(ResultTable::cells).toList();
  }

  private static List<String> cells(Measurement row) {
    return List.of(
        row.group(),
        row.what(),
        Figures.millis(row.millis()),
        row.unit(),
        Figures.count(row.tokensPerSecond()),
        Figures.percent(row.error(), 0),
        Figures.count(row.bytesPerToken()),
        Figures.percent(row.share(), 2));
  }

  private static boolean isLeft(int column) {
    return column < TEXT_COLUMNS || column == UNIT;
  }

  /** For people: columns aligned, an empty line between groups. */
  public String toText() {
    List<List<String>> lines = new ArrayList<>(List.of(HEADER));
    lines.addAll(rows);
    int[] widths = new int[HEADER.size()];
    for (List<String> line : lines) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], line.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder();
    String group = "";
    for (List<String> line : lines) {
      if (!line.get(0).equals(group)) {
        text.append(text.length() == 0 ? "" : "\n");
        group = line.get(0);
      }
      text.append(aligned(line, widths)).append('\n');
    }
    return text.toString();
  }

  private static String aligned(List<String> line, int[] widths) {
    StringBuilder aligned = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String padding = " ".repeat(widths[c] - line.get(c).length());
      aligned
          .append(c == 0 ? "" : GAP)
          .append(isLeft(c) ? line.get(c) + padding : padding + line.get(c));
    }
    return aligned.toString().stripTrailing();
  }

  /** For a page: a table of Markdown. */
  public String toMarkdown() {
    StringBuilder text = new StringBuilder();
    addLine(HEADER, text);
    for (int c = 0; c < HEADER.size(); c++) {
      text.append(isLeft(c) ? "|---" : "|---:");
    }
    text.append("|\n");
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>(row);
      cells.set(1, "`" + row.get(1) + "`");
      addLine(cells, text);
    }
    return text.toString();
  }

  private static void addLine(List<String> cells, StringBuilder text) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
