package dms.train.report;

import dms.train.eval.DecoderResults;
import dms.train.eval.ValueScores;
import java.util.List;

/** Precision, recall and F1 of every tag. */
final class ValueTable {
  /** Tags that are listed. */
  static final int MAX_VALUES = 300;

  private final DecoderResults decoder;

  ValueTable(DecoderResults decoder) {
    this.decoder = decoder;
  }

  Element toElement() {
    List<ValueScores> scores = ValueScores.of(decoder.tokens());
    String limit =
        scores.size() > MAX_VALUES
            ? "; the %d of %s most frequent".formatted(MAX_VALUES, Figures.count(scores.size()))
            : "";
    DataTable table =
        new DataTable("Every tag, in percent" + limit)
            .look("values long sortable")
            .text("tag")
            .number("gold")
            .number("predicted")
            .number("precision")
            .number("recall")
            .number("F1");
    for (ValueScores value : scores.subList(0, Math.min(MAX_VALUES, scores.size()))) {
      table.row(
          Element.of("th", TagText.element(value.value())),
          DataTable.cell(Figures.count(value.support())),
          DataTable.cell(Figures.count(value.predicted())),
          DataTable.cell(Figures.percent(value.precision())),
          DataTable.cell(Figures.percent(value.recall())),
          DataTable.cell(Figures.percent(value.f1())));
    }
    String mean = Figures.percent(ValueScores.macroF1(scores));
    return Element.of(
        "div",
        table.toElement(),
        Element.of("p", "Mean F1 of the tags that occur as gold tags, each counted once: " + mean));
  }
}
