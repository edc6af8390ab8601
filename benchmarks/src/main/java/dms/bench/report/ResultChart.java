package dms.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The chart: what preparing the batch takes of each training step, and what each component takes to
 * prepare, to run forward, and to be trained. Every bar has its number beside it, so that nobody
 * needs the colours.
 */
public final class ResultChart {
  private static final double WIDTH = 860;
  private static final double MARGIN = 24;
  private static final double LEFT = 190;
  private static final double BAR_SPACE = 370;
  private static final double STEP_ROW = 30;
  private static final double STEP_BAR = 18;
  private static final double THIN_ROW = 14;
  private static final double THIN_BAR = 10;
  private static final double GAP = 12;
  private static final double TITLE = 56;
  private static final String PREPROCESS = "preprocess";
  private static final String COMPONENT = "component";

  private record Bar(String name, double millis, String style) {}

  private final List<Measurement> steps;
  private final Map<String, List<Bar>> components;

  /** A chart of those rows that it shows. */
  public ResultChart(List<Measurement> measurements) {
    this.steps = measurements.stream().filter(row -> row.share().isPresent()).toList();
    this.components = components(measurements);
  }

  /** The bars of each component that was run, by its name. */
  private static Map<String, List<Bar>> components(List<Measurement> rows) {
    Map<String, List<Bar>> components = new LinkedHashMap<>();
    for (Measurement row : rows) {
      String[] words = row.what().split(" ");
      if (row.group().equals(COMPONENT) && !words[0].equals("postprocess")) {
        components.computeIfAbsent(words[1], name -> new ArrayList<>(preprocess(name, rows)));
        boolean trained = words[0].equals("forwardBackward");
        components
            .get(words[1])
            .add(
                new Bar(
                    trained ? "forward and backward" : "forward",
                    row.millis(),
                    trained ? "c" : "b"));
      }
    }
    return components;
  }

  private static List<Bar> preprocess(String component, List<Measurement> rows) {
    return rows.stream()
        .filter(row -> row.group().equals(PREPROCESS) && row.what().equals(component))
        .map(row -> new Bar("preprocess", row.millis(), "a"))
        .toList();
  }

  /** The chart as SVG. */
  public String toSvg() {
    double stepsHeight = steps.isEmpty() ? 0 : TITLE + steps.size() * STEP_ROW + GAP;
    double componentsHeight =
        components.isEmpty()
            ? 0
            : TITLE
                + components.values().stream().mapToInt(List::size).sum() * THIN_ROW
                + components.size() * GAP;
    Drawing drawing =
        new Drawing(
            WIDTH,
            MARGIN + stepsHeight + componentsHeight + MARGIN,
            "Training steps and components: time to prepare and to compute");
    if (!steps.isEmpty()) {
      drawSteps(drawing, MARGIN);
    }
    if (!components.isEmpty()) {
      drawComponents(drawing, MARGIN + stepsHeight);
    }
    return drawing.toSvg();
  }

  private void drawSteps(Drawing drawing, double top) {
    drawing.text(MARGIN, top + 14, "One training step, milliseconds", "start", "title");
    legend(drawing, top + 36, Map.of("a", "preparing the batch", "b", "everything else"));
    double longest = steps.stream().mapToDouble(Measurement::millis).max().orElse(1);
    double y = top + TITLE;
    for (Measurement step : steps) {
      double width = BAR_SPACE * step.millis() / longest;
      double preparing = width * step.share().getAsDouble();
      double baseline = y + STEP_BAR - 4;
      drawing.text(LEFT - 10, baseline, step.what(), "end", "");
      drawing.rectangle(LEFT, y, preparing, STEP_BAR, "a");
      drawing.rectangle(LEFT + preparing, y, width - preparing, STEP_BAR, "b");
      String value =
          "%s ms, of which %s to prepare"
              .formatted(Figures.millis(step.millis()), Figures.percent(step.share(), 2));
      drawing.text(LEFT + width + 8, baseline, value, "start", "");
      y += STEP_ROW;
    }
  }

  private void drawComponents(Drawing drawing, double top) {
    String title = "Each component, milliseconds for 1,000 tokens";
    drawing.text(MARGIN, top + 14, title, "start", "title");
    Map<String, String> legend = new LinkedHashMap<>();
    components.values().forEach(bars -> bars.forEach(bar -> legend.put(bar.style(), bar.name())));
    legend(drawing, top + 36, legend);
    double longest =
        components.values().stream().flatMap(List::stream).mapToDouble(Bar::millis).max().orElse(1);
    double y = top + TITLE;
    for (Map.Entry<String, List<Bar>> component : components.entrySet()) {
      double height = component.getValue().size() * THIN_ROW;
      drawing.text(LEFT - 10, y + height / 2 + 3, component.getKey(), "end", "");
      for (Bar bar : component.getValue()) {
        double width = Math.max(1, BAR_SPACE * bar.millis() / longest);
        drawing.rectangle(LEFT, y, width, THIN_BAR, bar.style());
        String value = Figures.millis(bar.millis());
        drawing.text(LEFT + width + 6, y + THIN_BAR - 1, value, "start", "small");
        y += THIN_ROW;
      }
      y += GAP;
    }
  }

  private static void legend(Drawing drawing, double y, Map<String, String> styles) {
    double x = LEFT;
    for (String style : List.of("a", "b", "c")) {
      if (styles.containsKey(style)) {
        drawing.rectangle(x, y - 10, 12, 12, style);
        drawing.text(x + 18, y, styles.get(style), "start", "");
        x += 190;
      }
    }
  }
}
