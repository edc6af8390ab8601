package dms.train.report;

import dms.train.eval.ConfusionMatrix;
import dms.train.eval.DecoderResults;
import java.util.List;

/** The confusion matrix of a tagger as a table, its cells tinted by their counts. */
final class MatrixTable {
  /** How many tags have a row and a column of their own. */
  static final int SIZE = 14;

  private static final int SHORT = 8;
  private static final String OTHERS = "others";

  private final DecoderResults results;
  private final ConfusionMatrix matrix;
  private final boolean numbered;

  MatrixTable(DecoderResults results) {
    this.results = results;
    this.matrix = ConfusionMatrix.of(results.tokens(), SIZE);
    this.numbered = matrix.values().stream().anyMatch(value -> value.length() > SHORT);
  }

  Element toElement() {
    int size = matrix.values().size();
    boolean whole = results.goldValues().size() <= size;
    DataTable table =
        new DataTable(
                "Confusions: gold tag down, predicted tag across"
                    + (whole ? "" : "; the " + size + " tags with most errors"))
            .look("matrix")
            .text("gold \\ predicted");
    for (int column = 0; column <= size; column++) {
      Element header = Element.of("th", columnName(column)).with("class", "number");
      table.column(header.with("title", name(column)));
    }
    for (int gold = 0; gold <= size; gold++) {
      Element[] cells = new Element[size + 1];
      for (int predicted = 0; predicted <= size; predicted++) {
        cells[predicted] = cell(gold, predicted);
      }
      table.row(rowHeader(gold), cells);
    }
    return table.toElement();
  }

  private String name(int place) {
    List<String> values = matrix.values();
    return place == values.size() ? OTHERS : TagText.of(values.get(place));
  }

  /** Long tags have a number, which is told in their row. */
  private Element columnName(int place) {
    boolean isOthers = place == matrix.values().size();
    return numbered && !isOthers
        ? Element.of("span", Integer.toString(place + 1))
        : Element.of("bdi", name(place));
  }

  private Element rowHeader(int place) {
    if (place == matrix.values().size()) {
      return DataTable.header(OTHERS);
    }
    Element header = Element.of("th");
    if (numbered) {
      header.add(Element.of("span", place + 1 + " ").with("class", "place"));
    }
    return header.add(TagText.element(matrix.values().get(place)));
  }

  private Element cell(int gold, int predicted) {
    long count = matrix.count(gold, predicted);
    Element cell = DataTable.cell(count == 0 ? "·" : Figures.count(count));
    int size = matrix.values().size();
    if (count == 0) {
      return cell.with("class", "number nothing");
    }
    String title = "gold %s, predicted %s: %s".formatted(name(gold), name(predicted), count);
    cell.with("title", title);
    if (gold == predicted && gold < size) {
      return cell.with("class", "number right");
    }
    if (gold < size && predicted < size) {
      Tint.of((double) count / matrix.largestConfusion()).ifPresent(s -> cell.with("style", s));
    }
    return cell;
  }
}
