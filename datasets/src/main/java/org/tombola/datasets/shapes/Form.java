package org.tombola.datasets.shapes;

/// The outlines, each around the origin, of about the same area.
enum Form {
  DISC {
    @Override
    double outside(double x, double y) {
      return Math.sqrt(x * x + y * y) - 0.95;
    }
  },
  SQUARE {
    @Override
    double outside(double x, double y) {
      return Math.max(Math.abs(x), Math.abs(y)) - 0.84;
    }
  },
  /// Equilateral, one corner up.
  TRIANGLE {
    @Override
    double outside(double x, double y) {
      return Math.max(0.8660254037844386 * Math.abs(x) - 0.5 * y, y) - 0.62;
    }
  },
  /// Two bars of equal arms.
  CROSS {
    @Override
    double outside(double x, double y) {
      double across = Math.max(Math.abs(x) - 1.0, Math.abs(y) - 0.36);
      double along = Math.max(Math.abs(x) - 0.36, Math.abs(y) - 1.0);
      return Math.min(across, along);
    }
  };

  /// How far a point is outside the outline of size 1, negative inside; exact where it is small.
  abstract double outside(double x, double y);
}
