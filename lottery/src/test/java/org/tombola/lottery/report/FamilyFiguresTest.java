package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tombola.lottery.claim.Measurement;
import org.tombola.lottery.report.Figure.Line;
import org.tombola.lottery.report.Figure.Mark;

class FamilyFiguresTest {
  private static NamedRun run(String network, double parameters, double scales, double accuracy) {
    var rows = new ArrayList<ResultRow>();
    for (String arm : List.of("ticket", "norm")) {
      double its = arm.equals("norm") ? accuracy : 0.9;
      rows.add(
          new ResultRow(
              "batchnorm-only",
              "shapes",
              network,
              arm,
              0,
              0,
              1,
              5,
              its,
              its,
              its,
              10,
              parameters,
              0,
              1,
              1,
              0));
    }
    var measured =
        new Measurement("gammas", "gammas", "norm", 0, 0, 1, Double.NaN, Math.max(scales, 0));
    RunData plain = Rows.run(rows, List.of(measured), Optional.empty());
    var settings = new LinkedHashMap<>(Map.of("levels", "0", "network", network));
    return new NamedRun(network, Rows.with(plain, settings));
  }

  private static List<Double> xs(Line line) {
    return line.marks().stream().map(Mark::x).toList();
  }

  /// `resnet-14` is of both families.
  @Test
  void depths_are_a_figure_and_widths_another() {
    List<Figure> figures =
        FamilyFigures.of(
            List.of(
                run("resnet-14-w2", 696_618, 1120, 0.5),
                run("resnet-32", 466_906, 1232, 0.6),
                run("resnet-14", 175_258, 560, 0.4)));
    assertEquals(
        List.of("accuracy-over-width-resnet-14", "accuracy-over-depth-resnet"),
        figures.stream().map(Figure::name).toList());
    Figure depth = figures.getLast();
    assertEquals("normalisation parameters", depth.xLabel());
    assertEquals(List.of("dense", "norm"), depth.lines().stream().map(Line::name).toList());
    Line norm = depth.lines().getLast();
    assertEquals(List.of(1120.0, 2464.0), xs(norm));
    assertEquals(40, norm.marks().getFirst().y().mean(), 1e-9);
    assertEquals(60, norm.marks().getLast().y().mean(), 1e-9);
    assertEquals(List.of(1120.0, 2240.0), xs(figures.getFirst().lines().getLast()));
  }

  @Test
  void without_counted_scales_the_size_is_all_parameters() {
    Figure figure =
        FamilyFigures.of(List.of(run("vgg-11", 9e6, 0, 0.5), run("vgg-13", 1e7, 0, 0.6)))
            .getFirst();
    assertEquals("parameters", figure.xLabel());
    assertEquals(List.of(9e6, 1e7), xs(figure.lines().getFirst()));
  }

  @Test
  void one_network_or_other_families_make_none() {
    assertEquals(List.of(), FamilyFigures.of(List.of(run("resnet-14", 1, 1, 0.5))));
    assertEquals(
        List.of(),
        FamilyFigures.of(List.of(run("resnet-14", 1, 1, 0.5), run("vgg-13", 1, 1, 0.5))));
    assertEquals(
        List.of(),
        FamilyFigures.of(List.of(run("resnet-14", 1, 1, 0.5), run("resnet-14", 1, 1, 0.5))));
  }
}
