package dms.train.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How a training went: scores on dev, losses and learning rate. */
final class LearningCurves {
  private static final String DEV = "dev.";
  private static final String ACCURACY = ".accuracy";
  private static final String LOSS = "loss.";
  private static final String RATE = "learning_rate";

  private final RunMetrics metrics;

  LearningCurves(RunMetrics metrics) {
    this.metrics = metrics;
  }

  Element toElement() {
    Element section = Element.of("div");
    Map<String, Curve> scores = named(metrics.dev(), DEV, ACCURACY, 100);
    Map<String, Curve> losses = named(metrics.training(), LOSS, "", 1);
    Map<String, Curve> rate = named(metrics.training(), RATE, "", 1);
    add(section, "Accuracy on dev in percent", "epoch", scores, RunMetrics.StageStart::epoch);
    add(section, "Loss in training", "step", losses, RunMetrics.StageStart::step);
    add(section, "Learning rate", "step", rate, RunMetrics.StageStart::step);
    if (scores.isEmpty() && losses.isEmpty()) {
      section.add(Element.of("p", "The training has logged nothing yet."));
    }
    if (!scores.isEmpty()) {
      section.add(table(scores));
    }
    return section;
  }

  /** The curves whose name begins and ends so, by what is between. */
  private static Map<String, Curve> named(
      Map<String, Curve> all, String beginning, String end, double factor) {
    Map<String, Curve> named = new LinkedHashMap<>();
    all.forEach(
        (name, curve) -> {
          if (name.startsWith(beginning) && name.endsWith(end)) {
            String rest = name.substring(beginning.length(), name.length() - end.length());
            Curve scaled = new Curve();
            curve.points().forEach(point -> scaled.add(point.x(), factor * point.y()));
            named.put(rest.isEmpty() ? name.replace('_', ' ') : rest, scaled);
          }
        });
    return named;
  }

  private void add(
      Element section,
      String title,
      String across,
      Map<String, Curve> curves,
      ToDoubleFunction<RunMetrics.StageStart> at) {
    if (!curves.isEmpty()) {
      LineChart chart = new LineChart(title, across, curves, title.startsWith("Loss"));
      metrics.stages().forEach(stage -> chart.boundary(stage.name(), at.applyAsDouble(stage)));
      section.add(chart.toElement());
    }
  }

  private static Element table(Map<String, Curve> scores) {
    DataTable table = new DataTable("Accuracy on dev by epoch, in percent").look("long");
    table.number("epoch");
    scores.keySet().forEach(name -> table.number(VisibleText.of(name)));
    List<Double> epochs =
        scores.values().stream()
            .flatMap(curve -> curve.drawn().stream())
            .map(Curve.Point::x)
            .distinct()
            .sorted()
            .toList();
    for (double epoch : epochs) {
      Element[] cells =
          scores.values().stream()
              .map(curve -> DataTable.cell(at(curve, epoch)))
              .toArray(Element[]::new);
      table.row(DataTable.header(Axis.label(epoch)).with("class", "number"), cells);
    }
    return Element.of(
        "details", Element.of("summary", "Accuracy on dev as a table"), table.toElement());
  }

  private static String at(Curve curve, double epoch) {
    return curve.points().stream()
        .filter(point -> point.x() == epoch)
        .findFirst()
        .map(point -> Figures.percent(point.y() / 100))
        .orElse(Figures.NONE);
  }
}
