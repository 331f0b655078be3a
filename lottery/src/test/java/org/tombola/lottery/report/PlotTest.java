package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlotTest {
  private record Text(double x, double y, String text) {}

  private record Segment(double x1, double y1, double x2, double y2, Canvas.Pen pen) {}

  /// Remembers what was drawn.
  private static final class Recorder implements Canvas {
    final List<Text> texts = new ArrayList<>();
    final List<Segment> lines = new ArrayList<>();
    final List<String> tips = new ArrayList<>();

    @Override
    public void line(double x1, double y1, double x2, double y2, Pen pen) {
      lines.add(new Segment(x1, y1, x2, y2, pen));
    }

    @Override
    public void polyline(double[] xs, double[] ys, Pen pen) {
      for (int i = 1; i < xs.length; i++) {
        line(xs[i - 1], ys[i - 1], xs[i], ys[i], pen);
      }
    }

    @Override
    public void polygon(double[] xs, double[] ys, String fill, String tip) {
      tips.add(tip);
    }

    @Override
    public void text(double x, double y, String text, Lettering lettering) {
      texts.add(new Text(x, y, text));
    }

    @Override
    public void upwards(double x, double y, String text, Lettering lettering) {}

    List<Segment> ofColour(String colour) {
      return lines.stream().filter(l -> l.pen().colour().equals(colour)).toList();
    }
  }

  private static final String BLUE = "#0072b2";

  private static Recorder draw(List<ResultRow> rows) {
    var recorder = new Recorder();
    Plot.draw(Figures.of(List.of(new NamedRun("", Rows.run(rows)))).getFirst(), recorder);
    return recorder;
  }

  private static List<ResultRow> levels(int count, double... accuracies) {
    var rows = new ArrayList<ResultRow>();
    for (int level = 0; level < count; level++) {
      rows.addAll(Rows.level("ticket", level, 100, accuracies));
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 9, 13, 21, 31, 61})
  void tick_labels_of_densities_never_overlap(int count) {
    var labels =
        draw(levels(count, 0.9)).texts.stream()
            .filter(t -> t.y() > Plot.HEIGHT - 50 && t.y() < Plot.HEIGHT - 30)
            .toList();
    assertTrue(!labels.isEmpty() && labels.getFirst().text().equals("100"), labels.toString());
    for (int i = 1; i < labels.size(); i++) {
      // Half of both labels at 8 points a character, the widest of common fonts.
      double room = 4.0 * (labels.get(i).text().length() + labels.get(i - 1).text().length());
      assertTrue(labels.get(i).x() - labels.get(i - 1).x() > room, labels.toString());
    }
  }

  @Test
  void does_not_join_points_over_a_missing_round() {
    var rows = Rows.of(Rows.level("ticket", 0, 9, 0.9), Rows.level("ticket", 1, 9, 0.8));
    var gap = Rows.of(rows, Rows.level("ticket", 3, 9, 0.7));
    // One swatch in the legend and one segment between levels 0 and 1.
    assertEquals(2, draw(rows).ofColour(BLUE).size());
    assertEquals(2, draw(gap).ofColour(BLUE).size());
  }

  @Test
  void bars_reach_from_the_smallest_to_the_largest_value() {
    var bars =
        draw(Rows.level("ticket", 0, 9, 0.90, 0.92, 0.97)).lines.stream()
            .filter(l -> l.pen().colour().equals(BLUE) && l.x1() == l.x2())
            .toList();
    assertEquals(1, bars.size());
    // y grows downwards: the mean 0.93 lies 3/7 of the way from the smallest value.
    var recorder = draw(Rows.level("ticket", 0, 9, 0.90, 0.92, 0.97));
    var dense = recorder.lines.stream().filter(l -> l.pen().dash() > 0).toList().getLast();
    var bar = bars.getFirst();
    assertEquals(3.0 / 7, (bar.y1() - dense.y1()) / (bar.y1() - bar.y2()), 1e-6);
  }

  @Test
  void draws_the_dense_network_as_a_dashed_line_over_the_whole_width() {
    var dashed = draw(levels(3, 0.9)).lines.stream().filter(l -> l.pen().dash() > 0).toList();
    var line = dashed.getLast();
    assertEquals(line.y1(), line.y2());
    assertTrue(line.x2() - line.x1() > 500);
  }

  @Test
  void a_single_seed_has_no_bar() {
    assertTrue(draw(levels(1, 0.9)).ofColour(BLUE).stream().noneMatch(l -> l.x1() == l.x2()));
  }

  @Test
  void points_of_many_arms_stay_near_their_density() {
    var rows = new ArrayList<ResultRow>(Rows.level("ticket", 0, 9, 0.9));
    for (int arm = 0; arm < 30; arm++) {
      rows.addAll(Rows.level("arm-" + arm, 1, 9, 0.8, 0.85));
    }
    var recorder = draw(rows);
    double tick =
        recorder.texts.stream().filter(t -> t.text().equals("80.0")).findFirst().orElseThrow().x();
    var bars =
        recorder.lines.stream()
            .filter(l -> l.x1() == l.x2() && Math.abs(l.y1() - l.y2()) > 20)
            .filter(l -> !l.pen().colour().equals(Plot.AXIS.colour()))
            .toList();
    assertEquals(30, bars.size());
    bars.forEach(bar -> assertEquals(tick, bar.x1(), 12.01));
  }
}
