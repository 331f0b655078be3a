package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tombola.lottery.report.Figure.Line;
import org.tombola.lottery.report.Figure.Mark;

/// Accuracy of dense networks against their size, of runs beside each other whose networks are of
/// one family: of several depths (`resnet-14`, `resnet-32`), or of several widths (`resnet-14`,
/// `resnet-14-w2`). A line an arm, a point a run.
///
/// The size is the number of normalisation parameters, γ and β, where the runs counted the scales
/// (the analysis `gammas`), as in Frankle, Schwab and Morcos 2021, figure 2; otherwise all
/// parameters.
final class FamilyFigures {
  private static final Pattern NETWORK = Pattern.compile("(.+?)-(\\d+)(-.+)?");

  private FamilyFigures() {}

  /// Empty unless runs of different networks are of one family.
  static List<Figure> of(List<NamedRun> runs) {
    SequencedMap<String, Map<String, NamedRun>> families = new LinkedHashMap<>();
    for (NamedRun run : runs) {
      Matcher network = NETWORK.matcher(network(run));
      if (network.matches() && run.data().isTraining()) {
        String width = Optional.ofNullable(network.group(3)).orElse("");
        add(families, "depth " + network.group(1) + width, run);
        add(families, "width " + network.group(1) + "-" + network.group(2), run);
      }
    }
    var figures = new ArrayList<Figure>();
    families.forEach(
        (family, members) -> {
          if (members.size() > 1) {
            figures.add(figure(family, List.copyOf(members.values())));
          }
        });
    return figures;
  }

  /// Of two runs of one network the first counts.
  private static void add(
      Map<String, Map<String, NamedRun>> families, String family, NamedRun run) {
    families.computeIfAbsent(family, _ -> new LinkedHashMap<>()).putIfAbsent(network(run), run);
  }

  private static String network(NamedRun run) {
    return run.data().rows().stream().findFirst().map(ResultRow::network).orElse("");
  }

  private static Figure figure(String family, List<NamedRun> runs) {
    boolean norms = runs.stream().allMatch(run -> scales(run).isPresent());
    SequencedMap<String, TreeMap<Double, Spread>> byArm = new LinkedHashMap<>();
    for (NamedRun run : runs) {
      double size = norms ? 2 * scales(run).orElseThrow() : parameters(run);
      var summary = Summary.of(run.data().rows());
      for (String arm : summary.lines()) {
        summary.points(arm).stream()
            .filter(point -> point.level() == 0)
            .flatMap(point -> point.spread(Metric.TEST_ACCURACY).stream())
            .forEach(
                spread ->
                    byArm
                        .computeIfAbsent(arm, _ -> new TreeMap<>())
                        .put(size, spread.times(Metric.TEST_ACCURACY.scale())));
      }
    }
    var lines = new ArrayList<Line>();
    byArm.forEach(
        (arm, points) -> {
          var marks = new ArrayList<Mark>();
          points.forEach((size, spread) -> marks.add(new Mark(marks.size(), size, spread)));
          String name = arm.equals(Summary.TICKET) ? Summary.DENSE : arm;
          lines.add(new Line(name, Look.of(arm, lines.size()), List.copyOf(marks)));
        });
    var sizes = lines.stream().flatMap(line -> line.marks().stream()).map(Mark::x).toList();
    String varied = family.substring(0, family.indexOf(' '));
    return new Figure(
        Figure.Kind.CURVE,
        FigureName.of("accuracy-over", family),
        "Accuracy of networks of several %ss (%s)"
            .formatted(varied, family.substring(varied.length() + 1)),
        norms ? "normalisation parameters" : "parameters",
        Metric.TEST_ACCURACY.axis(),
        Scale.Log.covering(sizes),
        Scale.Linear.covering(Figures.ends(lines), Double.NaN, 0, 100),
        lines,
        Optional.empty());
  }

  private static Optional<Double> scales(NamedRun run) {
    return run.data().analyses().stream()
        .filter(found -> found.statistic().equals("gammas") && found.value() > 0)
        .map(found -> found.value())
        .findFirst();
  }

  private static double parameters(NamedRun run) {
    return run.data().rows().stream().mapToDouble(ResultRow::parameters).max().orElse(1);
  }
}
