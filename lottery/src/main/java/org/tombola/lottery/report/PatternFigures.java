package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.tombola.lottery.claim.Measurement;
import org.tombola.lottery.ensemble.PatternSet;
import org.tombola.lottery.report.Figure.Kind;
import org.tombola.lottery.report.Figure.Line;
import org.tombola.lottery.report.Figure.Mark;

/// What the analysis `patterns` found: every statistic against the units of a network, a line an
/// arm; and which sets of patterns the smallest networks get wrong, a group of bars a set.
final class PatternFigures {
  private static final String EXACT = "exact";
  private static final String UNITS = "units";
  private static final String WRONG = "wrong";
  private static final int MOST_SIZES = 3;

  private final NamedRun run;
  private final List<Measurement> found;

  private PatternFigures(NamedRun run) {
    this.run = run;
    this.found = run.data().analyses().stream().filter(shownOf(run)).toList();
  }

  /// Empty where nobody asked for patterns.
  static List<Figure> of(NamedRun run) {
    var figures = new PatternFigures(run);
    var all = new ArrayList<Figure>();
    for (String analysis : analyses(run)) {
      figures.statistics(analysis).forEach(name -> all.add(figures.overUnits(analysis, name)));
      figures.arms(analysis).forEach(arm -> all.add(figures.wrongSets(analysis, arm)));
    }
    return all;
  }

  /// Whether these figures show a measurement, so that it needs none of its own.
  static Predicate<Measurement> shownOf(NamedRun run) {
    List<String> names = analyses(run);
    return m -> names.contains(m.analysis());
  }

  private static List<String> analyses(NamedRun run) {
    return run.data().analyses().stream()
        .filter(m -> m.statistic().equals(EXACT))
        .map(Measurement::analysis)
        .distinct()
        .toList();
  }

  private List<String> statistics(String analysis) {
    return found.stream()
        .filter(m -> m.analysis().equals(analysis) && Double.isNaN(m.x()))
        .map(Measurement::statistic)
        .filter(name -> !name.equals(UNITS))
        .distinct()
        .toList();
  }

  private List<String> arms(String analysis) {
    return found.stream()
        .filter(m -> m.analysis().equals(analysis))
        .map(Measurement::arm)
        .distinct()
        .toList();
  }

  /// What was measured of one statistic, arm by arm, by the units that are left.
  private SortedMap<Double, List<Measurement>> bySize(String analysis, String arm, String name) {
    var units = new TreeMap<Integer, Double>();
    var its =
        found.stream().filter(m -> m.analysis().equals(analysis) && m.arm().equals(arm)).toList();
    its.stream()
        .filter(m -> m.statistic().equals(UNITS))
        .forEach(m -> units.put(m.level(), m.value()));
    var bySize = new TreeMap<Double, List<Measurement>>();
    its.stream()
        .filter(m -> m.statistic().equals(name) && Double.isFinite(m.value()))
        .forEach(
            m ->
                bySize
                    .computeIfAbsent(units.getOrDefault(m.level(), 1.0), _ -> new ArrayList<>())
                    .add(m));
    return bySize;
  }

  private Figure overUnits(String analysis, String name) {
    var lines = new ArrayList<Line>();
    for (String arm : arms(analysis)) {
      var marks = new ArrayList<Mark>();
      bySize(analysis, arm, name)
          .forEach(
              (units, values) ->
                  Spread.of(values.stream().map(Measurement::value).toList())
                      .ifPresent(y -> marks.add(new Mark(marks.size(), units, y))));
      if (!marks.isEmpty()) {
        lines.add(new Line(run.of(arm), Look.of(arm, lines.size()), List.copyOf(marks)));
      }
    }
    var sizes = lines.stream().flatMap(line -> line.marks().stream()).map(Mark::x).toList();
    boolean angle = name.startsWith("angle");
    return new Figure(
        Kind.CURVE,
        FigureName.of(analysis, name, run.name()),
        title(name),
        "pairs of filters k",
        angle ? "degrees" : "%",
        Scale.Log.covering(sizes),
        Scale.Linear.covering(Figures.ends(lines), 0, 0, angle ? 45 : 105),
        lines,
        Optional.empty());
  }

  private static String title(String name) {
    return switch (name) {
      case EXACT -> "Networks that are right on every set of patterns";
      case "zero-error" -> "Networks that are right on the two diverse points";
      case "failures-on-a-hard-set" -> "Failures that get {2}, {4}, {1,2,4} or {2,3,4} wrong";
      case "covered" -> "Of the four patterns, those that filters point at, at the start";
      case "explored" -> "Networks with all four patterns covered at the start";
      case "merged-exact" -> "Right on every set with one filter a pattern";
      case "angle-at-start" -> "Filters to their nearest pattern, at the start";
      case "angle-at-end" -> "Filters to their nearest pattern, at the end";
      default -> name.replace('-', ' ');
    };
  }

  private Figure wrongSets(String analysis, String arm) {
    var sizes = new LinkedHashMap<Double, List<Measurement>>(bySize(analysis, arm, WRONG));
    var lines = new ArrayList<Line>();
    sizes.entrySet().stream()
        .limit(MOST_SIZES)
        .forEach(
            size -> {
              var bySet = new TreeMap<Integer, List<Double>>();
              size.getValue()
                  .forEach(
                      m ->
                          bySet
                              .computeIfAbsent((int) m.x() - 1, _ -> new ArrayList<>())
                              .add(m.value()));
              var marks = new ArrayList<Mark>();
              bySet.forEach(
                  (set, values) ->
                      Spread.of(values).ifPresent(y -> marks.add(new Mark(set, set, y))));
              String name = "k = %.0f".formatted(size.getKey());
              lines.add(new Line(name, Look.ordered(lines.size(), MOST_SIZES), List.copyOf(marks)));
            });
    return new Figure(
        Kind.BARS,
        FigureName.of(analysis, "wrong", run.name(), arm),
        "Networks that are wrong on a set (" + run.of(arm) + ")",
        "patterns shown",
        "%",
        new Scale.Groups(
            IntStream.rangeClosed(1, 15)
                .mapToObj(bits -> new PatternSet(bits).toString())
                .toList()),
        Scale.Linear.covering(Figures.ends(lines), 0, 0, 105),
        lines,
        Optional.empty());
  }
}
