package org.tombola.datasets.digits;

import java.util.Arrays;
import java.util.List;

/// A field of squared distances from each pixel's centre to the nearest stroke, in pixels.
///
/// Ink is a function of that distance, so strokes are anti-aliased, of any width, and softened
/// without a blur pass.
final class Canvas {
  static final int SIDE = 28;

  private final double[] squared = new double[SIDE * SIDE];

  /// No stroke anywhere.
  void clear() {
    Arrays.fill(squared, Double.POSITIVE_INFINITY);
  }

  /// Adds a polyline whose influence ends `reach` pixels away.
  void add(List<Point> line, double reach) {
    for (int i = 1; i < line.size(); i++) {
      segment(line.get(i - 1), line.get(i), reach);
    }
  }

  /// How much of a pixel the pen covers, 0 to 1: 1 inside `halfWidth`, falling to 0 linearly over
  /// `softness` pixels around the edge.
  double coverage(int pixel, double halfWidth, double softness) {
    double square = squared[pixel];
    double outside = halfWidth + softness / 2;
    if (square >= outside * outside) {
      return 0;
    }
    return Math.min(1, (outside - Math.sqrt(square)) / softness);
  }

  private void segment(Point a, Point b, double reach) {
    double dx = b.x() - a.x();
    double dy = b.y() - a.y();
    double length = dx * dx + dy * dy;
    double inverse = length == 0 ? 0 : 1 / length;
    int left = clamp(Math.min(a.x(), b.x()) - reach);
    int right = clamp(Math.max(a.x(), b.x()) + reach);
    int top = clamp(Math.min(a.y(), b.y()) - reach);
    int bottom = clamp(Math.max(a.y(), b.y()) + reach);
    for (int row = top; row <= bottom; row++) {
      double y = row + 0.5 - a.y();
      for (int column = left; column <= right; column++) {
        double x = column + 0.5 - a.x();
        double t = Math.clamp((x * dx + y * dy) * inverse, 0.0, 1.0);
        double ex = x - t * dx;
        double ey = y - t * dy;
        int pixel = row * SIDE + column;
        squared[pixel] = Math.min(squared[pixel], ex * ex + ey * ey);
      }
    }
  }

  private static int clamp(double coordinate) {
    return Math.clamp((int) Math.floor(coordinate), 0, SIDE - 1);
  }
}
