package dms.train.report;

import java.util.ArrayList;
import java.util.List;

/** A line of a chart: points from left to right. */
public final class Curve {
  /** Points that are drawn of a curve; of a longer one a regular selection. */
  static final int MAX_POINTS = 400;

  /**
   * A point.
   *
   * @param x to the right
   * @param y upwards
   */
  public record Point(double x, double y) {}

  private final List<Point> points = new ArrayList<>();

  /** Appends a point. */
  void add(double x, double y) {
    points.add(new Point(x, y));
  }

  /** All points. */
  public List<Point> points() {
    return List.copyOf(points);
  }

  /** At most {@value #MAX_POINTS}, the last one among them. */
  List<Point> drawn() {
    int stride = (points.size() + MAX_POINTS - 1) / MAX_POINTS;
    List<Point> drawn = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      if ((points.size() - 1 - i) % Math.max(1, stride) == 0) {
        drawn.add(points.get(i));
      }
    }
    return drawn;
  }
}
