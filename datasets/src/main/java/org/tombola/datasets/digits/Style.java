package org.tombola.datasets.digits;

import org.tombola.datasets.drawing.Draws;

/// How one example is written: the chances taken before the pen touches the paper.
///
/// The constants were set by experiment; `datasets/docs/datasets.md` says how and what came out.
///
/// @param xx the linear map from glyph box to pixels: x from x
/// @param xy x from y
/// @param yx y from x
/// @param yy y from y
/// @param x where the box's centre goes, in pixels
/// @param y likewise
/// @param wobble how far control points stray, in glyph units
/// @param halfWidth of the pen, in pixels
/// @param softness width of the stroke's soft edge, in pixels
/// @param contrast ink minus paper, as a fraction of white
/// @param noise standard deviation of the paper's grain, as a fraction of white
record Style(
    double xx,
    double xy,
    double yx,
    double yy,
    double x,
    double y,
    double wobble,
    double halfWidth,
    double softness,
    double contrast,
    double noise) {

  /// The glyph box's side before scaling, in pixels.
  private static final double BOX = 19;

  static Style draw(Draws draws) {
    double angle = draws.around(0.2);
    double shear = draws.around(0.2);
    double width = BOX * draws.between(0.7, 1.1);
    double height = BOX * draws.between(0.8, 1.1);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    // rotation · shear · scale
    return new Style(
        cos * width,
        (-cos * shear - sin) * height,
        sin * width,
        (-sin * shear + cos) * height,
        Canvas.SIDE / 2.0 + draws.around(1.4),
        Canvas.SIDE / 2.0 + draws.around(1.4),
        draws.between(0.02, 0.08),
        draws.between(0.6, 1.6),
        draws.between(0.8, 1.8),
        draws.between(0.4, 1.0),
        draws.between(0.0, 0.12));
  }

  /// A point of the glyph's box on the canvas.
  Point place(Point glyph) {
    double u = glyph.x() - 0.5;
    double v = glyph.y() - 0.5;
    return new Point(x + xx * u + xy * v, y + yx * u + yy * v);
  }
}
