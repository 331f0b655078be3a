package org.tombola.lottery.report;

import java.util.List;
import java.util.Locale;
import org.tombola.lottery.report.Canvas.Anchor;
import org.tombola.lottery.report.Figure.Line;
import org.tombola.lottery.report.Figure.Mark;

/// Draws a [Figure] of [Figure.Kind#CELLS] on a [Canvas]: rows and columns of coloured cells, each
/// with its number where there is room, and the scale of the colours beside them.
///
/// Colours run from pale yellow to dark blue, so that their order survives a black-and-white
/// printer.
final class HeatMap {
  private static final double TOP = 46;
  private static final double RIGHT = Plot.WIDTH - 96;
  private static final double BAR = Plot.WIDTH - 76;
  private static final double BAR_WIDTH = 16;
  private static final int SHADES = 24;
  // Numbers of five characters fit cells that are no narrower.
  private static final double NARROWEST = 34;
  private static final double LOWEST = 13;

  private static final double[][] COLOURS = {
    {255, 248, 214}, {161, 218, 180}, {65, 160, 190}, {37, 70, 140}, {16, 24, 70}
  };

  private final Figure figure;
  private final Canvas canvas;
  private final double width;
  private final double height;

  private HeatMap(Figure figure, Canvas canvas) {
    this.figure = figure;
    this.canvas = canvas;
    this.width = (RIGHT - Plot.LEFT) / figure.x().ticks().size();
    this.height = (Plot.BOTTOM - TOP) / figure.lines().size();
  }

  static void draw(Figure figure, Canvas canvas) {
    var map = new HeatMap(figure, canvas);
    canvas.text(Plot.LEFT, 25, figure.title(), Plot.TITLE);
    map.cells();
    map.columns();
    map.colours();
  }

  private void cells() {
    List<Line> rows = figure.lines();
    for (int row = 0; row < rows.size(); row++) {
      double top = TOP + row * height;
      if (row % stride(height, LOWEST) == 0) {
        canvas.text(
            Plot.LEFT - 9, top + height / 2 + 4.5, rows.get(row).name(), Plot.TICK.at(Anchor.END));
      }
      for (Mark mark : rows.get(row).marks()) {
        cell(rows.get(row).name(), mark, top);
      }
    }
    canvas.upwards(24, (TOP + Plot.BOTTOM) / 2, figure.yLabel(), Plot.LABEL);
  }

  private void cell(String row, Mark mark, double top) {
    double left = Plot.LEFT + mark.x() * width;
    double share = Math.clamp(figure.y().at(mark.y().mean()), 0, 1);
    String column = figure.x().ticks().get((int) mark.x()).label();
    box(
        left,
        top,
        width,
        height,
        colour(share),
        "%s, %s: %s".formatted(row, column, Plot.describe(mark.y())));
    if (width >= NARROWEST && height >= LOWEST) {
      var ink =
          new Canvas.Lettering(12, false, share > 0.45 ? "#ffffff" : "#1a1a1a", Anchor.MIDDLE);
      canvas.text(left + width / 2, top + height / 2 + 4, number(mark.y().mean()), ink);
    }
  }

  private void columns() {
    List<Scale.Tick> ticks = figure.x().ticks();
    for (int i = 0; i < ticks.size(); i += stride(width, NARROWEST)) {
      double x = Plot.LEFT + (i + 0.5) * width;
      canvas.text(x, Plot.BOTTOM + 20, ticks.get(i).label(), Plot.TICK);
    }
    canvas.text((Plot.LEFT + RIGHT) / 2, Plot.BOTTOM + 46, figure.xLabel(), Plot.LABEL);
  }

  /// The least n such that every n-th name has room.
  private static int stride(double each, double needed) {
    return (int) Math.max(1, Math.ceil(needed / each));
  }

  private void colours() {
    double step = (Plot.BOTTOM - TOP) / SHADES;
    for (int i = 0; i < SHADES; i++) {
      box(BAR, TOP + i * step, BAR_WIDTH, step, colour(1 - (i + 0.5) / SHADES), "");
    }
    for (Scale.Tick tick : figure.y().ticks()) {
      double y = Plot.BOTTOM - figure.y().at(tick.value()) * (Plot.BOTTOM - TOP);
      canvas.line(BAR + BAR_WIDTH, y, BAR + BAR_WIDTH + 4, y, Plot.AXIS);
      canvas.text(BAR + BAR_WIDTH + 8, y + 4.5, tick.label(), Plot.TICK.at(Anchor.START));
    }
  }

  private void box(double x, double y, double w, double h, String fill, String tip) {
    canvas.polygon(new double[] {x, x + w, x + w, x}, new double[] {y, y, y + h, y + h}, fill, tip);
  }

  /// @param share 0 for the lowest, 1 for the highest
  static String colour(double share) {
    double place = share * (COLOURS.length - 1);
    int from = Math.min((int) place, COLOURS.length - 2);
    var hex = new StringBuilder("#");
    for (int part = 0; part < 3; part++) {
      double value =
          COLOURS[from][part] + (place - from) * (COLOURS[from + 1][part] - COLOURS[from][part]);
      hex.append(String.format(Locale.ROOT, "%02x", Math.round(value)));
    }
    return hex.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) >= 9.995 ? "%.1f" : "%.2f", value);
  }
}
