package org.tombola.lottery.report;

import org.tombola.lottery.report.Canvas.Anchor;
import org.tombola.lottery.report.Canvas.Pen;
import org.tombola.lottery.report.Figure.Mark;

/// Draws a [Figure] of [Figure.Kind#DOTS] on a [Canvas]: a row a category, its name on the left,
/// and in it a mark and its range for each line.
///
/// Unlike bars, dots need no axis that begins at 0, and there is room for names that read from left
/// to right.
final class DotPlot {
  private static final double WIDEST = 230;
  // The marks of one row, from the first to the last, fill this part of it.
  private static final double SPREAD = 0.6;
  private static final double FURTHEST = 8;

  private final Figure figure;
  private final Canvas canvas;
  private final double left;
  private final double top;
  private final double height;

  private DotPlot(Figure figure, Canvas canvas, double top) {
    this.figure = figure;
    this.canvas = canvas;
    this.top = top;
    this.height = (Plot.BOTTOM - top) / figure.x().ticks().size();
    int letters =
        figure.x().ticks().stream().mapToInt(tick -> tick.label().length()).max().orElse(0);
    this.left = Math.clamp(Plot.EM * Plot.TICK.size() * letters + 24, Plot.LEFT, WIDEST);
  }

  static void draw(Figure figure, Canvas canvas) {
    var legend = new Legend(figure, false);
    var plot = new DotPlot(figure, canvas, legend.bottom());
    canvas.text(Plot.LEFT, 25, figure.title(), Plot.TITLE);
    legend.draw(canvas);
    plot.axes();
    for (int i = figure.lines().size() - 1; i >= 0; i--) {
      for (Mark mark : figure.lines().get(i).marks()) {
        plot.mark(i, mark);
      }
    }
  }

  private double across(double value) {
    return left + figure.y().at(value) * (Plot.RIGHT - left);
  }

  private double middle(double category) {
    return top + (category + 0.5) * height;
  }

  private void axes() {
    for (Scale.Tick tick : figure.y().ticks()) {
      double x = across(tick.value());
      canvas.line(x, top, x, Plot.BOTTOM, Plot.GRID);
      canvas.text(x, Plot.BOTTOM + 20, tick.label(), Plot.TICK);
    }
    for (Scale.Tick tick : figure.x().ticks()) {
      double y = middle(tick.value());
      canvas.line(left, y, Plot.RIGHT, y, Plot.GRID);
      canvas.text(left - 9, y + 4.5, tick.label(), Plot.TICK.at(Anchor.END));
    }
    figure
        .reference()
        .ifPresent(
            r -> canvas.line(across(r.y()), top, across(r.y()), Plot.BOTTOM, Legend.REFERENCE));
    canvas.line(left, top, left, Plot.BOTTOM, Plot.AXIS);
    canvas.line(left, Plot.BOTTOM, Plot.RIGHT, Plot.BOTTOM, Plot.AXIS);
    canvas.text((left + Plot.RIGHT) / 2, Plot.BOTTOM + 46, figure.yLabel(), Plot.LABEL);
  }

  private void mark(int index, Mark mark) {
    var line = figure.lines().get(index);
    int lines = figure.lines().size();
    double apart = lines == 1 ? 0 : Math.min(FURTHEST, SPREAD * height / (lines - 1));
    double y = middle(mark.x()) + apart * (index - (lines - 1) / 2.0);
    var spread = mark.y();
    if (spread.max() > spread.min()) {
      var pen = Pen.solid(line.look().colour(), 1.1);
      double from = across(spread.min());
      double to = across(spread.max());
      canvas.line(from, y, to, y, pen);
      canvas.line(from, y - 2.5, from, y + 2.5, pen);
      canvas.line(to, y - 2.5, to, y + 2.5, pen);
    }
    String category = figure.x().ticks().get((int) mark.x()).label();
    Plot.marker(
        canvas,
        line.look().marker(),
        across(spread.mean()),
        y,
        line.look().colour(),
        "%s, %s: %s".formatted(category, line.name(), Plot.describe(spread)));
  }
}
