package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.tombola.lottery.report.Canvas.Anchor;
import org.tombola.lottery.report.Canvas.Lettering;
import org.tombola.lottery.report.Canvas.Pen;
import org.tombola.lottery.report.Figure.Line;
import org.tombola.lottery.report.Figure.Mark;

/// Draws a [Figure] on a [Canvas]: title, legend, grid, axes, then the lines.
///
/// The width of text is not known without fonts, so it is taken as [#EM] of its size a character,
/// more than any common sans-serif needs: the legend and the ticks keep apart whatever the font.
final class Plot {
  static final int WIDTH = 640;
  static final int HEIGHT = 430;

  static final double LEFT = 82;
  static final double RIGHT = WIDTH - 18;
  static final double BOTTOM = HEIGHT - 62;
  static final double EM = 0.58;

  static final Lettering TITLE = new Lettering(16, true, "#1a1a1a", Anchor.START);
  static final Lettering LABEL = new Lettering(14, false, "#1a1a1a", Anchor.MIDDLE);
  static final Lettering TICK = new Lettering(13, false, "#333333", Anchor.MIDDLE);
  static final Pen AXIS = Pen.solid("#333333", 1);
  static final Pen GRID = Pen.solid("#e6e6e6", 1);
  // A line of more points than this is drawn without markers, its range as two thin lines.
  private static final int FEW = 30;
  // Arms share their densities; their points stand this far apart so that no bar hides another.
  private static final double DODGE = 3.6;
  // But those of many arms not so far that they seem to have other densities.
  private static final double MOST_DODGE = 24;

  /// Width over height of the place for data, under a legend of one row.
  static final double ASPECT = (RIGHT - LEFT) / (BOTTOM - 66);

  // The part of a category's place that its bars fill.
  private static final double BAR_GROUP = 0.8;
  private static final double HEAD = 7;
  private static final int CORNERS = 72;

  private final Figure figure;
  private final Canvas canvas;
  private final Legend legend;
  private final double top;

  private Plot(Figure figure, Canvas canvas) {
    this.figure = figure;
    this.canvas = canvas;
    this.legend = new Legend(figure, true);
    this.top = legend.bottom();
  }

  static void draw(Figure figure, Canvas canvas) {
    if (figure.kind() == Figure.Kind.CELLS) {
      HeatMap.draw(figure, canvas);
      return;
    } else if (figure.kind() == Figure.Kind.DOTS) {
      DotPlot.draw(figure, canvas);
      return;
    }
    var plot = new Plot(figure, canvas);
    plot.canvas.text(LEFT, 25, figure.title(), TITLE);
    plot.legend.draw(canvas);
    plot.drawAxes();
    figure.reference().ifPresent(r -> plot.horizontal(r.y()));
    if (figure.kind() == Figure.Kind.ARROWS) {
      plot.circle();
    }
    // The first line is the one the figure is about: it comes last and lies on top.
    for (int i = figure.lines().size() - 1; i >= 0; i--) {
      plot.drawLine(i);
    }
    if (figure.kind() == Figure.Kind.BARS) {
      plot.canvas.line(LEFT, BOTTOM, RIGHT, BOTTOM, AXIS);
    }
  }

  private double x(double value) {
    if (figure.kind().isEven()) {
      // 0 is in the middle, whatever room the legend leaves.
      return (LEFT + RIGHT) / 2 + y(0) - y(value);
    }
    return LEFT + figure.x().at(value) * (RIGHT - LEFT);
  }

  private double y(double value) {
    return BOTTOM - figure.y().at(value) * (BOTTOM - top);
  }

  /// Where a mark of the n-th line stands. Level 0 is one network for all arms, so it is not
  /// shifted.
  private double x(Mark mark, int line) {
    boolean apart = figure.kind() == Figure.Kind.ROUNDS && mark.level() != 0;
    double last = figure.lines().size() - 1;
    double each = Math.min(DODGE, MOST_DODGE / Math.max(1, last));
    return x(mark.x()) + (apart ? each * (line - last / 2) : 0);
  }

  // --- axes ---

  private void drawAxes() {
    for (Scale.Tick tick : figure.y().ticks()) {
      double y = y(tick.value());
      canvas.line(LEFT, y, RIGHT, y, GRID);
      canvas.line(LEFT - 5, y, LEFT, y, AXIS);
      canvas.text(LEFT - 9, y + 4.5, tick.label(), TICK.at(Anchor.END));
    }
    canvas.line(LEFT, top, LEFT, BOTTOM, AXIS);
    canvas.line(LEFT, BOTTOM, RIGHT, BOTTOM, AXIS);
    int stride = stride(figure.x().ticks());
    for (int i = 0; i < figure.x().ticks().size(); i++) {
      Scale.Tick tick = figure.x().ticks().get(i);
      double x = x(tick.value());
      boolean labelled = i % stride == 0;
      canvas.line(x, BOTTOM, x, BOTTOM + (labelled ? 6 : 3), AXIS);
      if (labelled) {
        canvas.text(x, BOTTOM + 20, tick.label(), TICK);
      }
    }
    canvas.text((LEFT + RIGHT) / 2, BOTTOM + 46, figure.xLabel(), LABEL);
    canvas.upwards(20, (top + BOTTOM) / 2, figure.yLabel(), LABEL);
  }

  /// The smallest n such that the labels of every n-th tick keep apart.
  private int stride(List<Scale.Tick> ticks) {
    for (int stride = 1; stride < ticks.size(); stride++) {
      boolean apart = true;
      for (int i = stride; i < ticks.size(); i += stride) {
        double gap = Math.abs(x(ticks.get(i).value()) - x(ticks.get(i - stride).value()));
        int letters = ticks.get(i).label().length() + ticks.get(i - stride).label().length();
        apart &= gap > EM * TICK.size() * (letters / 2.0 + 1);
      }
      if (apart) {
        return stride;
      }
    }
    return Math.max(1, ticks.size());
  }

  // --- data ---

  private void horizontal(double value) {
    canvas.line(LEFT, y(value), RIGHT, y(value), Legend.REFERENCE);
  }

  private void drawLine(int index) {
    Line line = figure.lines().get(index);
    String colour = line.look().colour();
    if (figure.kind() == Figure.Kind.BARS) {
      line.marks().forEach(mark -> bar(index, mark, colour));
      return;
    } else if (figure.kind() == Figure.Kind.ARROWS) {
      line.marks().forEach(mark -> arrow(mark, colour, tip(line, mark)));
      return;
    }
    boolean many =
        figure.kind() == Figure.Kind.BINS
            || (line.marks().size() > FEW && figure.kind() != Figure.Kind.POINTS);
    if (many && line.marks().stream().anyMatch(mark -> mark.y().max() > mark.y().min())) {
      join(index, Spread::min, Pen.solid(colour, 0.5));
      join(index, Spread::max, Pen.solid(colour, 0.5));
    }
    if (figure.kind() != Figure.Kind.POINTS) {
      join(index, Spread::mean, new Pen(colour, 1.8, line.look().dash()));
    }
    if (many) {
      return;
    }
    for (Mark mark : line.marks()) {
      range(x(mark, index), mark.y(), Pen.solid(colour, 1.1));
    }
    for (Mark mark : line.marks()) {
      double y = y(mark.y().mean());
      marker(canvas, line.look().marker(), x(mark, index), y, colour, tip(line, mark));
    }
  }

  private void circle() {
    double[] xs = new double[CORNERS + 1];
    double[] ys = new double[CORNERS + 1];
    for (int i = 0; i <= CORNERS; i++) {
      xs[i] = x(Math.cos(2 * Math.PI * i / CORNERS));
      ys[i] = y(Math.sin(2 * Math.PI * i / CORNERS));
    }
    canvas.polyline(xs, ys, AXIS);
  }

  private void arrow(Mark mark, String colour, String tip) {
    double toX = x(mark.x());
    double toY = y(mark.y().mean());
    double along = Math.atan2(toY - y(0), toX - x(0));
    canvas.line(x(0), y(0), toX, toY, Pen.solid(colour, 1));
    double[] xs = {toX, toX - HEAD * Math.cos(along - 0.4), toX - HEAD * Math.cos(along + 0.4)};
    double[] ys = {toY, toY - HEAD * Math.sin(along - 0.4), toY - HEAD * Math.sin(along + 0.4)};
    canvas.polygon(xs, ys, colour, tip);
  }

  private void bar(int index, Mark mark, String colour) {
    int bars = figure.lines().size();
    double left = x(mark.x() - BAR_GROUP / 2 + BAR_GROUP * index / bars);
    double right = x(mark.x() - BAR_GROUP / 2 + BAR_GROUP * (index + 1) / bars);
    double end = y(mark.y().mean());
    canvas.polygon(
        new double[] {left, left, right, right},
        new double[] {BOTTOM, end, end, BOTTOM},
        colour,
        tip(figure.lines().get(index), mark));
    range((left + right) / 2, mark.y(), AXIS);
  }

  /// Joins neighbours, but not over a missing round.
  private void join(int index, ToDoubleFunction<Spread> value, Pen pen) {
    var part = new ArrayList<Mark>();
    for (Mark mark : figure.lines().get(index).marks()) {
      if (!part.isEmpty() && mark.level() != part.getLast().level() + 1) {
        path(index, part, value, pen);
        part.clear();
      }
      part.add(mark);
    }
    path(index, part, value, pen);
  }

  private void path(int index, List<Mark> marks, ToDoubleFunction<Spread> value, Pen pen) {
    if (marks.size() < 2) {
      return;
    }
    boolean steps = figure.kind() == Figure.Kind.BINS;
    int each = steps ? 2 : 1;
    double[] xs = new double[each * marks.size()];
    double[] ys = new double[xs.length];
    for (int i = 0; i < marks.size(); i++) {
      double x = x(marks.get(i), index);
      double y = y(value.applyAsDouble(marks.get(i).y()));
      if (steps) {
        double before = i == 0 ? x : (x(marks.get(i - 1), index) + x) / 2;
        double after = i == marks.size() - 1 ? x : (x + x(marks.get(i + 1), index)) / 2;
        xs[2 * i] = before;
        xs[2 * i + 1] = after;
        ys[2 * i] = y;
        ys[2 * i + 1] = y;
      } else {
        xs[i] = x;
        ys[i] = y;
      }
    }
    canvas.polyline(xs, ys, pen);
  }

  private String tip(Line line, Mark mark) {
    String where =
        switch (figure.kind()) {
          case ROUNDS -> Scale.percent(mark.x()) + " % left";
          case CURVE, BINS, ARROWS, POINTS -> place(mark.x());
          case BARS, CELLS, DOTS -> figure.x().ticks().get((int) mark.x()).label();
        };
    return "%s, %s: %s".formatted(line.name(), where, describe(mark.y()));
  }

  /// Iterations without, parts of one with digits behind the point.
  private static String place(double x) {
    return String.format(Locale.ROOT, x == Math.rint(x) ? "%,.0f" : "%.3g", x);
  }

  private void range(double x, Spread spread, Pen pen) {
    if (spread.max() > spread.min()) {
      canvas.line(x, y(spread.min()), x, y(spread.max()), pen);
      canvas.line(x - 2.5, y(spread.min()), x + 2.5, y(spread.min()), pen);
      canvas.line(x - 2.5, y(spread.max()), x + 2.5, y(spread.max()), pen);
    }
  }

  static void marker(
      Canvas canvas, Look.Marker marker, double x, double y, String colour, String tip) {
    canvas.polygon(marker.xs(x, 4), marker.ys(y, 4), colour, tip);
  }

  static String describe(Spread spread) {
    return spread.count() == 1
        ? String.format(Locale.ROOT, "%.2f (one seed)", spread.mean())
        : String.format(
            Locale.ROOT,
            "mean %.2f, %.2f to %.2f over %d seeds",
            spread.mean(),
            spread.min(),
            spread.max(),
            spread.count());
  }
}
