package dms.train.report;

import dms.train.eval.Calibration;
import dms.train.eval.DecoderResults;
import java.util.Locale;

/** Whether a decoder is right as often as it says. */
final class CalibrationTable {
  private static final int BINS = 10;

  private final Calibration calibration;

  CalibrationTable(DecoderResults decoder) {
    this.calibration = Calibration.of(decoder.tokens(), BINS);
  }

  Element toElement() {
    DataTable table =
        new DataTable("Calibration: probability and accuracy, in percent")
            .look("calibration")
            .text("probability")
            .number("tokens")
            .number("mean probability")
            .number("accuracy")
            .number("probability − accuracy")
            .text("accuracy as a bar, probability as a stroke");
    for (Calibration.Bin bin : calibration.bins()) {
      boolean empty = bin.accuracy().total() == 0;
      String range = String.format(Locale.ROOT, "%.0f–%.0f", 100 * bin.low(), 100 * bin.high());
      table.row(
          DataTable.header(range),
          DataTable.cell(Figures.count(bin.accuracy().total())),
          DataTable.cell(empty ? Figures.NONE : Figures.percent(bin.meanProbability())),
          DataTable.cell(bin.accuracy().percent()),
          DataTable.cell(empty ? Figures.NONE : Figures.percent(bin.gap())),
          Element.of("td", bar(bin)));
    }
    return Element.of(
        "div",
        table.toElement(),
        Element.of(
            "p",
            "Expected calibration error over %d bins of equal width: %s percentage points."
                .formatted(BINS, Figures.percent(calibration.expectedError()))));
  }

  private static Element bar(Calibration.Bin bin) {
    double accuracy = 100 * bin.accuracy().share().orElse(0);
    double probability = 100 * bin.meanProbability();
    Element svg =
        Element.of("svg")
            .with("viewBox", "0 0 104 12")
            .with("class", "bar")
            .with("aria-hidden", "true")
            .add(rectangle(0, 100, "track"), rectangle(0, accuracy, "fill"));
    return bin.accuracy().total() == 0
        ? svg
        : svg.add(rectangle(probability - 0.75, 1.5, "stroke"));
  }

  private static Element rectangle(double x, double width, String look) {
    return Element.of("rect")
        .with("x", x + 2)
        .with("y", look.equals("stroke") ? 0 : 2)
        .with("width", width)
        .with("height", look.equals("stroke") ? 12 : 8)
        .with("class", look);
  }
}
