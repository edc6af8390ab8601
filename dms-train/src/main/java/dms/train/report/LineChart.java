package dms.train.report;

import dms.train.report.Curve.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Curves as SVG. Each has a colour, a pattern of dashes and a mark of its own, and its name stands
 * at its end and in the legend, so that nobody needs the colours. These come from the style sheet,
 * all else has the colour of the text.
 */
final class LineChart {
  private static final int COLOURS = 6;
  private static final int MAX_MARKS = 40;
  private static final double WIDTH = 760;
  private static final double HEIGHT = 330;
  private static final double LEFT = 62;
  private static final double RIGHT = 590;
  private static final double TOP = 14;
  private static final double BOTTOM = 282;
  private static final double LINE = 15;

  private final String title;
  private final String across;
  private final Map<String, Curve> curves;
  private final List<Point> boundaries = new ArrayList<>();
  private final List<String> boundaryNames = new ArrayList<>();
  private final Axis x;
  private final Axis y;

  /**
   * @param title what is drawn
   * @param across what is on the horizontal axis
   * @param curves by name, each with a point or more
   * @param mayBeLogarithmic whether the vertical axis may be
   */
  LineChart(String title, String across, Map<String, Curve> curves, boolean mayBeLogarithmic) {
    this.title = title;
    this.across = across;
    this.curves = curves;
    List<Point> points = curves.values().stream().flatMap(c -> c.points().stream()).toList();
    List<Double> right = points.stream().map(Point::x).toList();
    double first = right.stream().mapToDouble(v -> v).min().orElse(0);
    double last = right.stream().mapToDouble(v -> v).max().orElse(1);
    this.x = new Axis(first, last > first ? last : first + 1, false, LEFT, RIGHT);
    List<Double> up = points.stream().map(Point::y).toList();
    this.y = Axis.of(up, mayBeLogarithmic, BOTTOM, TOP);
  }

  /** Draws where something begins. */
  void boundary(String name, double at) {
    boundaryNames.add(name);
    boundaries.add(new Point(at, 0));
  }

  /** The drawing with its title and legend. */
  Element toElement() {
    Element svg =
        Element.of("svg")
            .with("viewBox", "0 0 760 330")
            .with("role", "img")
            .with("aria-label", title + "; the numbers are in the table below")
            .add(grid())
            .add(boundaryLines());
    int index = 0;
    for (Curve curve : curves.values()) {
      svg.add(line(curve, index++));
    }
    svg.add(endLabels());
    String scale = y.logarithmic() ? title + " (logarithmic)" : title;
    return Element.of(
        "figure",
        Element.of("figcaption", scale),
        Element.of("div", svg)
            .with("class", "scroll chart")
            .with("role", "region")
            .with("aria-label", title)
            .with("tabindex", "0"),
        legend());
  }

  private List<Element> grid() {
    List<Element> grid = new ArrayList<>();
    for (double tick : y.ticks()) {
      double at = y.place(tick);
      grid.add(segment(LEFT, at, RIGHT, at).with("class", "grid"));
      grid.add(text(LEFT - 8, at + 4, Axis.label(tick)).with("text-anchor", "end"));
    }
    for (double tick : Axis.of(List.of(x.low(), x.high()), false, LEFT, RIGHT).ticks()) {
      if (tick >= x.low() && tick <= x.high() && tick == Math.rint(tick)) {
        double at = x.place(tick);
        grid.add(segment(at, BOTTOM, at, BOTTOM + 5).with("class", "axis"));
        grid.add(text(at, BOTTOM + 20, Axis.label(tick)).with("text-anchor", "middle"));
      }
    }
    grid.add(segment(LEFT, BOTTOM, RIGHT, BOTTOM).with("class", "axis"));
    grid.add(text((LEFT + RIGHT) / 2, HEIGHT - 8, across).with("text-anchor", "middle"));
    return grid;
  }

  private List<Element> boundaryLines() {
    List<Element> lines = new ArrayList<>();
    for (int i = 0; i < boundaries.size(); i++) {
      double at = x.place(Math.max(boundaries.get(i).x(), x.low()));
      lines.add(segment(at, TOP, at, BOTTOM).with("class", "boundary"));
      lines.add(text(at + 4, TOP + 10, "stage " + VisibleText.of(boundaryNames.get(i))));
    }
    return lines;
  }

  private Element line(Curve curve, int index) {
    List<Point> points = curve.drawn();
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      path.append(path.length() == 0 ? "M" : "L")
          .append(Figures.coordinate(x.place(point.x())))
          .append(' ')
          .append(Figures.coordinate(y.place(point.y())));
    }
    Element group =
        Element.of("g", Element.of("path").with("d", path.toString())).with("class", look(index));
    if (points.size() <= MAX_MARKS) {
      points.forEach(p -> group.add(mark(x.place(p.x()), y.place(p.y()), index)));
    }
    return group;
  }

  private static String look(int index) {
    return "line c" + index % COLOURS;
  }

  /** A circle, square, triangle, diamond, or one of these hollow. */
  private static Element mark(double x, double y, int index) {
    String shape =
        switch (index % COLOURS) {
          case 0 -> "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z";
          case 1 -> "m-3 -3h6v6h-6z";
          case 2 -> "m0 -4l4 7h-8z";
          case 3 -> "m0 -4l4 4l-4 4l-4 -4z";
          case 4 -> "m-4 -3h8l-4 7z";
          default -> "m-4 -1h3v-3h2v3h3v2h-3v3h-2v-3h-3z";
        };
    String at = "M" + Figures.coordinate(x) + " " + Figures.coordinate(y);
    return Element.of("path").with("d", at + shape).with("class", "mark");
  }

  /** The names at the ends of the curves, moved apart where they would overlap. */
  private List<Element> endLabels() {
    record Label(String name, Point end, int index) {}
    List<Label> labels = new ArrayList<>();
    for (Map.Entry<String, Curve> curve : curves.entrySet()) {
      List<Point> points = curve.getValue().points();
      labels.add(new Label(curve.getKey(), points.get(points.size() - 1), labels.size()));
    }
    labels.sort(Comparator.comparing(label -> -label.end().y()));
    double lowest = BOTTOM - LINE * (labels.size() - 1);
    double next = TOP;
    List<Element> elements = new ArrayList<>();
    for (Label label : labels) {
      double end = y.place(label.end().y());
      double at = Math.max(next, Math.min(end, lowest));
      elements.add(
          segment(x.place(label.end().x()), end, RIGHT + 14, at)
              .with("class", "leader c" + label.index() % COLOURS));
      String value = Axis.label(label.end().y());
      elements.add(text(RIGHT + 18, at + 4, VisibleText.of(label.name()) + " " + value));
      next = at + LINE;
      lowest += LINE;
    }
    return elements;
  }

  private Element legend() {
    Element list = Element.of("ul").with("class", "legend");
    int index = 0;
    for (String name : curves.keySet()) {
      Element sample =
          Element.of(
                  "svg",
                  Element.of("g", Element.of("path").with("d", "M0 8L36 8"), mark(18, 8, index))
                      .with("class", look(index)))
              .with("viewBox", "0 0 36 16")
              .with("aria-hidden", "true");
      list.add(Element.of("li", sample).add(VisibleText.of(name)));
      index++;
    }
    return list;
  }

  private static Element segment(double x1, double y1, double x2, double y2) {
    return Element.of("line").with("x1", x1).with("y1", y1).with("x2", x2).with("y2", y2);
  }

  private static Element text(double x, double y, String text) {
    return Element.of("text", text).with("x", x).with("y", y);
  }
}
