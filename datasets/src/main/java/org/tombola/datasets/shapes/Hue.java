package org.tombola.datasets.shapes;

/// The colours that count; paper is never of any of them.
enum Hue {
  RED(0.85, 0.15, 0.15),
  YELLOW(0.9, 0.8, 0.12),
  GREEN(0.15, 0.68, 0.22),
  BLUE(0.16, 0.3, 0.88);

  /// White being 1 in each.
  private final double red;

  private final double green;
  private final double blue;

  Hue(double red, double green, double blue) {
    this.red = red;
    this.green = green;
    this.blue = blue;
  }

  double red() {
    return red;
  }

  double green() {
    return green;
  }

  double blue() {
    return blue;
  }
}
