package org.tombola.lottery.report;

/// What a figure is drawn on: lines, filled outlines and text, in points from the upper left
/// corner.
///
/// Two of them exist. [SvgCanvas] writes text and needs nothing; [ImageCanvas] paints pixels with
/// AWT, which needs fonts on the machine. One [Plot] draws both, so the two files of a figure
/// cannot disagree.
interface Canvas {
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /// How a line is drawn; `dash` 0 is solid.
  record Pen(String colour, double width, double dash) {
    static Pen solid(String colour, double width) {
      return new Pen(colour, width, 0);
    }
  }

  /// How text is set.
  record Lettering(double size, boolean bold, String colour, Anchor anchor) {
    Lettering at(Anchor other) {
      return new Lettering(size, bold, colour, other);
    }
  }

  void line(double x1, double y1, double x2, double y2, Pen pen);

  /// Lines from point to point, at least two, whose dashes go on around the corners.
  void polyline(double[] xs, double[] ys, Pen pen);

  /// A closed outline with a thin white edge, so that overlapping markers stay apart. `tip` is what
  /// a reader sees when pointing at it, where the medium can.
  void polygon(double[] xs, double[] ys, String fill, String tip);

  /// Text whose base line starts, is centred or ends at (x, y).
  void text(double x, double y, String text, Lettering lettering);

  /// Text centred on (x, y) that reads upwards.
  void upwards(double x, double y, String text, Lettering lettering);
}
