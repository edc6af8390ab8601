package dms.train.experiment;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A table of results.
 *
 * @param header names of the columns
 * @param rows cells, as many as columns
 */
public record Table(List<String> header, List<List<String>> rows) {
  private static final CSVFormat TSV =
      CSVFormat.TDF.builder().setRecordSeparator('\n').setTrim(false).get();
  private static final String GAP = "  ";

  /** A figure, two in brackets, or a dash. */
  private static final Pattern NUMBER = Pattern.compile("[-+0-9.]+|\\[.*]|–|");

  /**
   * Copies the cells.
   *
   * @throws IllegalArgumentException when a row has more or fewer cells than the header
   */
  public Table {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException(
            "table: expected %d cells, found %s".formatted(header.size(), row));
      }
    }
  }

  /** For programs: values with tabs between them, one row a line; cells with tabs are quoted. */
  public String toTsv() throws IOException {
    StringWriter text = new StringWriter();
    try (CSVPrinter printer = new CSVPrinter(text, TSV)) {
      printer.printRecord(header);
      printer.printRecords(rows);
    }
    return text.toString();
  }

  /** For people: columns aligned, those of numbers to the right, the others to the left. */
  public String toText() {
    List<List<String>> lines = new ArrayList<>(List.of(header));
    lines.addAll(rows);
    int[] widths = new int[header.size()];
    boolean[] numeric = new boolean[header.size()];
    for (int c = 0; c < numeric.length; c++) {
      numeric[c] = c > 0 && isNumeric(c);
    }
    for (List<String> line : lines) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], width(line.get(c)));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder aligned = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        String padding = " ".repeat(widths[c] - width(line.get(c)));
        aligned
            .append(c == 0 ? "" : GAP)
            .append(numeric[c] ? padding + line.get(c) : line.get(c) + padding);
      }
      text.append(aligned.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private boolean isNumeric(int column) {
    return rows.stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
