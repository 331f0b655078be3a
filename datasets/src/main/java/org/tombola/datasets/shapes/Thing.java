package org.tombola.datasets.shapes;

import org.tombola.datasets.drawing.Draws;

/// One thing on the paper: what it is, where, and in which two tones.
///
/// The constants were set by experiment; `datasets/docs/datasets.md` says how and what came out.
///
/// @param x of its middle, in pixels from the left; y from the top
/// @param size of its outline, in pixels
/// @param cos of the angle it is turned by
/// @param sin likewise
/// @param period of its texture, in pixels
/// @param phase of its texture, in periods
/// @param red of its first tone, white being 1; green; blue
/// @param contrast what the second tone adds to the first
record Thing(
    Form form,
    Texture texture,
    Hue hue,
    double x,
    double y,
    double size,
    double cos,
    double sin,
    double period,
    double phase,
    double red,
    double green,
    double blue,
    double contrast) {

  private static final double HUE_SPREAD = 0.13;

  static Thing draw(
      Form form, Texture texture, Hue hue, double x, double y, double size, Draws draws) {
    double angle = draws.around(0.45);
    double shade = draws.between(-0.12, 0.12);
    return new Thing(
        form,
        texture,
        hue,
        x,
        y,
        size,
        StrictMath.cos(angle),
        StrictMath.sin(angle),
        draws.between(4.2, 6.5),
        draws.between(0, 1),
        hue.red() + shade + draws.around(HUE_SPREAD),
        hue.green() + shade + draws.around(HUE_SPREAD),
        hue.blue() + shade + draws.around(HUE_SPREAD),
        (draws.below(2) == 0 ? -1 : 1) * draws.between(0.2, 0.4));
  }

  /// No pixel whose centre is further than this from its middle, across or down, is covered.
  double reach() {
    return 1.3 * size + 1;
  }

  /// How much of a pixel it covers, 0 to 1.
  double coverage(int column, int row) {
    double dx = column + 0.5 - x;
    double dy = row + 0.5 - y;
    double outside = form.outside(right(dx, dy) / size, down(dx, dy) / size) * size;
    return Math.clamp(0.5 - outside, 0.0, 1.0);
  }

  /// Its colour at a pixel it covers.
  double colour(int channel, double tone) {
    double first =
        switch (channel) {
          case 0 -> red;
          case 1 -> green;
          default -> blue;
        };
    return first + tone * contrast;
  }

  /// How much of the second tone is at a pixel.
  double tone(int column, int row) {
    double dx = column + 0.5 - x;
    double dy = row + 0.5 - y;
    return texture.second(right(dx, dy) / period + phase, down(dx, dy) / period + phase);
  }

  private double right(double dx, double dy) {
    return cos * dx + sin * dy;
  }

  private double down(double dx, double dy) {
    return cos * dy - sin * dx;
  }
}
