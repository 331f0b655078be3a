package org.tombola.lottery.report;

import java.util.List;
import java.util.Optional;

/// What one figure shows, in the units of its axes; how it is drawn is [Plot]'s business.
///
/// `name` is the stem of the files. `reference` is a horizontal line, the dense network's mean.
record Figure(
    Kind kind,
    String name,
    String title,
    String xLabel,
    String yLabel,
    Scale x,
    Scale y,
    List<Line> lines,
    Optional<Reference> reference) {

  /// What the marks are.
  enum Kind {
    /// Pruning rounds, the same for every line: each is an event of its own.
    ROUNDS,
    /// Samples of a curve, which may be many.
    CURVE,
    /// Counts of bins, drawn as steps; a mark is the middle of its bin.
    BINS,
    /// Bars side by side, a group a category; the `x` of a mark is the number of its category.
    BARS,
    /// Marks side by side, as bars are, but a category is a row and `y` runs to the right.
    DOTS,
    /// Coloured cells, a line a row from above, the `x` of a mark the number of its column; `y` is
    /// the axis of the colours.
    CELLS,
    /// Arrows from the middle of the unit circle to the marks; both axes have one scale.
    ARROWS,
    /// Points that are not joined, around the middle of the figure; both axes have one scale.
    POINTS;

    /// Whether a step is as long to the right as upwards.
    boolean isEven() {
      return this == ARROWS || this == POINTS;
    }
  }

  /// Points of one arm or layer. Neighbours are joined unless a round is missing between them.
  record Line(String name, Look look, List<Mark> marks) {}

  /// The mean of one point with its range; `level` is its pruning round, or its number on a curve.
  record Mark(int level, double x, Spread y) {}

  record Reference(String name, double y) {}

  /// Whether a page draws it once more, to be zoomed and pointed at.
  boolean moves() {
    return kind != Kind.CELLS && kind != Kind.DOTS;
  }

  Figure named(String other) {
    return new Figure(kind, other, title, xLabel, yLabel, x, y, lines, reference);
  }
}
