package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tombola.lottery.claim.Measurement;

/// Graphs and maps, of made-up measurements.
class UnitGraphsTest {
  private static final double NONE = Double.NaN;

  private static NamedRun run(Object[]... rows) {
    var all = new ArrayList<Measurement>();
    for (int seed = 1; seed < 3; seed++) {
      for (Object[] r : rows) {
        double x = (double) r[2];
        double y = (double) r[3] * seed;
        all.add(new Measurement((String) r[0], (String) r[1], "ticket", seed, 0, 1, x, y));
      }
    }
    return new NamedRun("", Rows.run(List.of(), all, Optional.empty()));
  }

  private static Object[] row(String analysis, String statistic, double x, double value) {
    return new Object[] {analysis, statistic, x, value};
  }

  private static final NamedRun GRAPH =
      run(
          row("unit-graph", "norm-of-4", 0, 1),
          row("unit-graph", "norm-of-7", 0, 2),
          row("unit-graph", "similar-pairs", 0, 1),
          row("unit-graph", "edge-of-4-7", 1.5, 0.5),
          row("unit-graph", "norm-of-7", 1.5, 3),
          row("unit-graph", "group-of-units", 4, 0),
          row("unit-graph", "group-of-units", 7, 1));

  @Test
  void a_graph_is_of_the_first_seed_with_places_for_units() {
    UnitGraphs.Graph graph = UnitGraphs.of(List.of(GRAPH)).getFirst();
    assertEquals("unit-graph-ticket-level-0", graph.name());
    assertEquals(List.of(4, 7), List.copyOf(graph.units().keySet()));
    UnitGraphs.Moment start = graph.moments().getFirst();
    assertEquals(List.of(1.0, 2.0), start.norms());
    assertEquals(List.of(), start.edges());
    UnitGraphs.Moment end = graph.moments().getLast();
    assertEquals(1.5, end.epoch());
    assertEquals(List.of(List.<Number>of(0, 1, 0.5)), end.edges());
    assertEquals(
        List.of("unit-graph-similar-pairs"),
        AnalysisFigures.of(List.of(GRAPH)).stream().map(Figure::name).toList(),
        "what the graph shows has no figure of its own");
  }

  @Test
  void only_a_page_with_graphs_has_the_whole_library() {
    List<Figure> figures = AnalysisFigures.of(List.of(GRAPH));
    String page = Page.of(List.of(GRAPH), figures, List.of("<svg></svg>"));
    assertTrue(page.contains("id=\"graph-unit-graph-ticket-level-0\""));
    assertTrue(page.contains("series.graph"));
    NamedRun other = run(row("greedy", "something", 0, 1));
    List<Figure> its = AnalysisFigures.of(List.of(other));
    String plain = Page.of(List.of(other), its, List.of("<svg></svg>"));
    assertFalse(plain.contains("series.graph"));
    assertFalse(plain.contains("id=\"graphs\""));
  }

  private static final NamedRun MAP =
      run(
          row("starts-and-ends", "start-of-lt", 1, 0),
          row("starts-and-ends", "end-of-lt", 2, 1),
          row("starts-and-ends", "start-of-lt-2", 1, 0),
          row("starts-and-ends", "end-of-lt-2", -3, -2),
          row("starts-and-ends", "share-in-the-plane", NONE, 80));

  @Test
  void a_map_has_points_of_arms_with_one_scale() {
    List<Figure> figures = Figures.of(List.of(MAP));
    assertEquals(1, figures.size());
    Figure map = figures.getFirst();
    assertEquals(Figure.Kind.POINTS, map.kind());
    assertEquals(
        List.of("lt start", "lt end"), map.lines().stream().map(Figure.Line::name).toList());
    assertEquals(2, map.lines().getLast().marks().size());
    assertEquals(map.lines().getFirst().look().colour(), map.lines().getLast().look().colour());
    var canvas = new SvgCanvas(Plot.WIDTH, Plot.HEIGHT, "t", "d");
    Plot.draw(map, canvas);
    String svg = canvas.toString();
    assertEquals(2 + 4, svg.split("<polygon", -1).length - 1, "in the legend, and points");
    assertFalse(svg.contains("<polyline"), "nothing is joined");
  }
}
