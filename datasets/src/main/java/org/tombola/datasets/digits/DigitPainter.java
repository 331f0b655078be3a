package org.tombola.datasets.digits;

import java.util.List;
import org.tombola.datasets.drawing.Draws;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;

/// Draws digits: example i of a split is a function of (seed, split, i) alone.
///
/// The pen writes the strokes of a variant of the digit, its control points wobbled, through a
/// random affine map, with a random width, softness and contrast. A few stray strokes cross the
/// picture, and the paper has grain. Only `+ − × ÷ √` and [StrictMath] are used: the same bytes
/// everywhere.
///
/// Not safe for several threads at once; each has its own.
public final class DigitPainter {
  /// Side of the square pictures, in pixels.
  public static final int SIDE = Canvas.SIDE;

  private static final int MOST_STRAYS = 2;

  private final RandomStream stream;
  private final Canvas ink = new Canvas();
  private final Canvas stray = new Canvas();

  /// @param split names the stream, so that splits share no example
  public DigitPainter(Rng rng, String split) {
    this.stream = rng.stream("digits/" + split);
  }

  /// The class of example i, 0 to 9, each equally likely.
  public int label(long example) {
    return new Draws(stream, example).below(10);
  }

  /// Draws example i: SIDE × SIDE grey values, row-major, 0 black paper, 255 white ink.
  public void paint(long example, byte[] into, int offset) {
    Draws draws = new Draws(stream, example);
    List<List<Stroke>> variants = Glyphs.of(draws.below(10));
    List<Stroke> glyph = variants.get(draws.below(variants.size()));
    Style style = Style.draw(draws);
    double reach = style.halfWidth() + style.softness();

    ink.clear();
    for (Stroke stroke : glyph) {
      Stroke written = stroke.moved(p -> style.place(wobbled(p, style.wobble(), draws)));
      ink.add(written.flattened(), reach);
    }
    stray.clear();
    for (int strays = draws.below(MOST_STRAYS + 1); strays > 0; strays--) {
      stray.add(strayStroke(draws), reach);
    }
    double strayContrast = style.contrast() * draws.between(0.5, 1.0);

    for (int pixel = 0; pixel < SIDE * SIDE; pixel += 4) {
      long grains = draws.bits();
      for (int k = 0; k < 4; k++, grains >>>= 16) {
        // The sum of two bytes: a triangle of deviation 104.5 around 255.
        double grain = ((grains & 0xFF) + (grains >>> 8 & 0xFF) - 255) / 104.5 * style.noise();
        double written =
            style.contrast() * ink.coverage(pixel + k, style.halfWidth(), style.softness());
        double crossed =
            strayContrast * stray.coverage(pixel + k, style.halfWidth() * 0.7, style.softness());
        double grey = Math.max(written, crossed) + grain;
        into[offset + pixel + k] = (byte) (int) (Math.clamp(grey, 0.0, 1.0) * 255 + 0.5);
      }
    }
  }

  private static Point wobbled(Point p, double deviation, Draws draws) {
    return new Point(p.x() + draws.around(deviation), p.y() + draws.around(deviation));
  }

  /// A straight line of 4 to 12 pixels anywhere.
  private static List<Point> strayStroke(Draws draws) {
    Point start = new Point(draws.between(2, 26), draws.between(2, 26));
    double angle = draws.between(0, 2 * Math.PI);
    double length = draws.between(4, 12);
    return List.of(
        start,
        new Point(
            start.x() + length * StrictMath.cos(angle),
            start.y() + length * StrictMath.sin(angle)));
  }
}
