package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tombola.lottery.report.Canvas.Anchor;
import org.tombola.lottery.report.Canvas.Pen;
import org.tombola.lottery.report.Figure.Line;

/// The legend of a [Figure], under its title, in as many rows as it needs.
final class Legend {
  /// The pen of a reference line.
  static final Pen REFERENCE = new Pen("#555555", 1.4, 6);

  private static final double TOP = 48;
  private static final double ROW = 20;
  private static final double SWATCH = 28;
  private static final double GAP = 12;

  private record Entry(String name, Optional<Pen> pen, String colour, Look.Marker marker) {
    double width() {
      return SWATCH + 7 + Plot.EM * Plot.TICK.size() * name.length() + GAP;
    }
  }

  private final List<List<Entry>> rows = new ArrayList<>();

  /// @param joined whether the marks of a line are, so that its pen is shown
  Legend(Figure figure, boolean joined) {
    var entries = new ArrayList<Entry>();
    for (Line line : figure.lines()) {
      String colour = line.look().colour();
      var pen = Optional.of(new Pen(colour, 1.8, line.look().dash())).filter(_ -> joined);
      entries.add(new Entry(line.name(), pen, colour, line.look().marker()));
    }
    figure
        .reference()
        .ifPresent(
            r -> entries.add(new Entry(r.name(), Optional.of(REFERENCE), "", Look.Marker.CIRCLE)));
    double used = Double.MAX_VALUE;
    for (Entry entry : entries) {
      if (used + entry.width() > Plot.RIGHT - Plot.LEFT + GAP) {
        rows.add(new ArrayList<>());
        used = 0;
      }
      rows.getLast().add(entry);
      used += entry.width();
    }
  }

  /// Where the place for data may begin.
  double bottom() {
    return 46 + ROW * rows.size();
  }

  void draw(Canvas canvas) {
    double y = TOP;
    for (List<Entry> row : rows) {
      double x = Plot.LEFT;
      for (Entry entry : row) {
        double from = x;
        double at = y - 4;
        entry.pen().ifPresent(pen -> canvas.line(from, at, from + SWATCH, at, pen));
        if (!entry.colour().isEmpty()) {
          Plot.marker(canvas, entry.marker(), x + SWATCH / 2, y - 4, entry.colour(), entry.name());
        }
        canvas.text(x + SWATCH + 7, y, entry.name(), Plot.TICK.at(Anchor.START));
        x += entry.width();
      }
      y += ROW;
    }
  }
}
