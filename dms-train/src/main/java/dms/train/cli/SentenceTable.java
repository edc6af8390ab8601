package dms.train.cli;

import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows a sentence as a table for the terminal: a line per token.
 *
 * @param columns what is shown, in order
 */
record SentenceTable(List<Column> columns) {

  /** The table, with a heading and a line break after each line. */
  String of(Sentence sentence) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(columns.stream().map(Column::spec).toList());
    for (Token token : sentence.tokens()) {
      rows.add(columns.stream().map(column -> token.value(column).orElse("")).toList());
    }
    int[] widths = new int[columns.size()];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], width(row.get(c)));
      }
    }
    StringBuilder table = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      append(rows.get(r), widths, table);
      if (r == 0) {
        append(rule(widths), widths, table);
      }
    }
    return table.toString();
  }

  private static List<String> rule(int[] widths) {
    List<String> rule = new ArrayList<>();
    for (int width : widths) {
      rule.add("─".repeat(width));
    }
    return rule;
  }

  private static void append(List<String> row, int[] widths, StringBuilder table) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      line.append(row.get(c)).append(" ".repeat(widths[c] - width(row.get(c)) + 2));
    }
    table.append(line.toString().stripTrailing()).append('\n');
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
