package org.tombola.datasets.digits;

/// A point of the plane: x to the right, y downwards.
record Point(double x, double y) {
  /// The point a fraction `t` of the way to `end`.
  Point towards(Point end, double t) {
    return new Point(x + t * (end.x - x), y + t * (end.y - y));
  }
}
