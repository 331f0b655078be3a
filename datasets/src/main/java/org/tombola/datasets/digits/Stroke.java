package org.tombola.datasets.digits;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// One movement of the pen: a Catmull-Rom spline through its control points.
///
/// A control point written twice in a row is a corner: the spline's tangent vanishes there.
record Stroke(List<Point> points) {
  /// How many straight pieces replace the curve between two control points.
  private static final int PIECES = 5;

  /// Control points as percentages of the glyph's box: `"20,2 78,2 46,40"`.
  static Stroke parse(String text) {
    List<Point> points = new ArrayList<>();
    for (String pair : text.strip().split(" +", -1)) {
      int comma = pair.indexOf(',');
      points.add(
          new Point(
              Integer.parseInt(pair.substring(0, comma)) / 100.0,
              Integer.parseInt(pair.substring(comma + 1)) / 100.0));
    }
    return new Stroke(List.copyOf(points));
  }

  /// Every control point moved; equal neighbours move together, so corners stay corners.
  Stroke moved(UnaryOperator<Point> move) {
    List<Point> moved = new ArrayList<>(points.size());
    for (int i = 0; i < points.size(); i++) {
      boolean corner = i > 0 && points.get(i).equals(points.get(i - 1));
      moved.add(corner ? moved.getLast() : move.apply(points.get(i)));
    }
    return new Stroke(moved);
  }

  /// The vertices of a polyline along the spline.
  List<Point> flattened() {
    List<Point> line = new ArrayList<>();
    line.add(points.getFirst());
    for (int i = 1; i < points.size(); i++) {
      Point from = points.get(i - 1);
      Point to = points.get(i);
      if (from.equals(to)) {
        continue;
      }
      Point before = points.get(Math.max(i - 2, 0));
      Point after = points.get(Math.min(i + 1, points.size() - 1));
      for (int k = 1; k <= PIECES; k++) {
        double t = (double) k / PIECES;
        line.add(
            new Point(
                catmullRom(before.x(), from.x(), to.x(), after.x(), t),
                catmullRom(before.y(), from.y(), to.y(), after.y(), t)));
      }
    }
    return line;
  }

  /// The cubic through b (t = 0) and c (t = 1) with tangents (c − a) / 2 and (d − b) / 2.
  private static double catmullRom(double a, double b, double c, double d, double t) {
    double linear = c - a;
    double square = 2 * a - 5 * b + 4 * c - d;
    double cube = 3 * (b - c) + d - a;
    return b + t / 2 * (linear + t * (square + t * cube));
  }
}
