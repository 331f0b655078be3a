package org.tombola.datasets.shapes;

/// The patterns of two tones.
enum Texture {
  PLAIN {
    @Override
    double second(double u, double v) {
      return 0;
    }
  },
  STRIPES {
    @Override
    double second(double u, double v) {
      return soft(0.25 - fromWhole(u));
    }
  },
  CHECKS {
    @Override
    double second(double u, double v) {
      double columns = 0.25 - fromWhole(u);
      double rows = 0.25 - fromWhole(v);
      double sameSide = Math.min(Math.abs(columns), Math.abs(rows));
      return soft(columns * rows > 0 ? sameSide : -sameSide);
    }
  },
  DOTS {
    @Override
    double second(double u, double v) {
      double du = fromWhole(u);
      double dv = fromWhole(v);
      return soft(0.31 - Math.sqrt(du * du + dv * dv));
    }
  };

  /// Width of the transition between the tones, in periods.
  private static final double EDGE = 0.16;

  /// How much of the second tone is seen, 0 to 1.
  ///
  /// @param u to the right, v downwards, in periods of the pattern
  abstract double second(double u, double v);

  /// The distance to the nearest whole number, 0 to 0.5.
  private static double fromWhole(double x) {
    return Math.abs(x - Math.floor(x + 0.5));
  }

  /// 0 well outside, 1 well inside.
  private static double soft(double inside) {
    return Math.clamp(inside / EDGE + 0.5, 0.0, 1.0);
  }
}
