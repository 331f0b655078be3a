package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.tombola.lottery.claim.Measurement;
import org.tombola.lottery.report.Figure.Kind;
import org.tombola.lottery.report.Figure.Line;
import org.tombola.lottery.report.Figure.Mark;

/// What network dissections found on the way down: interpretable units, concepts and accuracy
/// together, each in per cent of the dense network's, for whether they fall at the same place
/// (Frankle and Bau 2019); and how many units detect concepts of each category.
final class DissectionFigures {
  private static final String UNITS = "interpretable-units";
  private static final String ACCURACY = "test-accuracy";
  private static final String CONCEPTS = "unique-concepts";
  private static final String UNIQUE = "unique-";
  private static final String INTERPRETABLE = "interpretable-";
  private static final int MOST_LEVELS = 6;

  private final NamedRun run;
  private final String analysis;
  private final List<Measurement> found;

  private DissectionFigures(NamedRun run, String analysis) {
    this.run = run;
    this.analysis = analysis;
    this.found = run.data().analyses().stream().filter(m -> m.analysis().equals(analysis)).toList();
  }

  /// Empty where nothing was dissected.
  static List<Figure> of(NamedRun run) {
    var figures = new ArrayList<Figure>();
    for (String analysis : dissections(run)) {
      var dissection = new DissectionFigures(run, analysis);
      for (String arm : dissection.arms()) {
        figures.add(dissection.besideAccuracy(arm));
      }
      for (String arm : dissection.arms()) {
        figures.add(dissection.byCategory(arm));
      }
    }
    return figures;
  }

  /// Whether these figures show a statistic, or it is the same everywhere, so that it needs no
  /// figure of its own.
  static Predicate<Measurement> shownOf(NamedRun run) {
    var dissections = dissections(run);
    return m ->
        dissections.contains(m.analysis())
            && !List.of(UNITS, CONCEPTS).contains(m.statistic())
            && (m.statistic().startsWith(UNIQUE)
                || m.statistic().startsWith(INTERPRETABLE)
                || m.statistic().equals("units"));
  }

  private static Set<String> dissections(NamedRun run) {
    var names = new LinkedHashSet<String>();
    for (Measurement m : run.data().analyses()) {
      if (m.statistic().equals(UNITS)) {
        names.add(m.analysis());
      }
    }
    return names;
  }

  /// Those that were dissected after pruning.
  private List<String> arms() {
    return found.stream().filter(m -> m.level() > 0).map(Measurement::arm).distinct().toList();
  }

  /// A statistic of an arm by level; at level 0 that of whoever dissected the dense network.
  private SortedMap<Integer, List<Measurement>> levels(String arm, String statistic) {
    var all = found.stream().filter(m -> m.statistic().equals(statistic)).toList();
    var levels = new TreeMap<Integer, List<Measurement>>();
    for (Measurement m : all) {
      if (m.arm().equals(arm)) {
        levels.computeIfAbsent(m.level(), _ -> new ArrayList<>()).add(m);
      }
    }
    if (!levels.containsKey(0)) {
      all.stream()
          .filter(m -> m.level() == 0)
          .map(Measurement::arm)
          .findFirst()
          .ifPresent(
              of ->
                  levels.put(
                      0, all.stream().filter(m -> m.level() == 0 && m.arm().equals(of)).toList()));
    }
    return levels;
  }

  // --- units, concepts and accuracy ---

  private Figure besideAccuracy(String arm) {
    var lines = new ArrayList<Line>();
    var densities = new ArrayList<Double>();
    for (String statistic : List.of(UNITS, CONCEPTS, ACCURACY)) {
      var levels = levels(arm, statistic);
      Map<Long, Double> dense = new TreeMap<>();
      levels.getOrDefault(0, List.of()).forEach(m -> dense.put(m.seed(), m.value()));
      var marks = new ArrayList<Mark>();
      levels.forEach(
          (level, values) -> {
            double density = density(values);
            densities.add(density);
            Spread.of(values.stream().map(m -> relative(m, dense)).toList())
                .ifPresent(y -> marks.add(new Mark(level, 100 * density, y)));
          });
      lines.add(new Line(statistic.replace('-', ' '), Look.nth(lines.size()), joined(marks)));
    }
    return new Figure(
        Kind.ROUNDS,
        FigureName.of(analysis, "beside-accuracy", run.of(arm)),
        "Units, concepts and accuracy (" + run.of("arm " + arm) + ")",
        Figures.DENSITY,
        "% of the dense network's",
        Figures.densityAxis(densities),
        Scale.Linear.covering(Figures.ends(lines), 100, 0, Double.MAX_VALUE),
        lines,
        Optional.empty());
  }

  private static double relative(Measurement m, Map<Long, Double> dense) {
    double whole = dense.getOrDefault(m.seed(), 0.0);
    return whole == 0 ? Double.NaN : 100 * m.value() / whole;
  }

  /// Numbered anew: an arm may have been dissected at some levels only, and neighbours are joined.
  private static List<Mark> joined(List<Mark> marks) {
    var numbered = new ArrayList<Mark>();
    for (Mark mark : marks) {
      numbered.add(new Mark(mark.level() == 0 ? 0 : numbered.size(), mark.x(), mark.y()));
    }
    return List.copyOf(numbered);
  }

  private static double density(List<Measurement> values) {
    return values.stream().mapToDouble(Measurement::density).average().orElseThrow();
  }

  // --- categories ---

  private Figure byCategory(String arm) {
    List<String> categories =
        found.stream()
            .map(Measurement::statistic)
            .filter(s -> s.startsWith(UNIQUE) && !s.equals(CONCEPTS))
            .map(s -> s.substring(UNIQUE.length()))
            .distinct()
            .toList();
    SequencedMap<Integer, List<Mark>> byLevel = new LinkedHashMap<>();
    var densities = new TreeMap<Integer, Double>();
    for (int category = 0; category < categories.size(); category++) {
      int x = category;
      levels(arm, INTERPRETABLE + categories.get(category))
          .forEach(
              (level, values) -> {
                densities.put(level, density(values));
                Spread.of(values.stream().map(Measurement::value).toList())
                    .ifPresent(
                        y ->
                            byLevel
                                .computeIfAbsent(level, _ -> new ArrayList<>())
                                .add(new Mark(x, x, y)));
              });
    }
    List<Integer> shown = LevelCurves.some(List.copyOf(densities.keySet()), MOST_LEVELS);
    var lines = new ArrayList<Line>();
    for (int level : shown) {
      lines.add(
          new Line(
              Scale.percent(100 * densities.getOrDefault(level, 1.0)) + " %",
              Look.ordered(lines.size(), shown.size()),
              List.copyOf(byLevel.getOrDefault(level, List.of()))));
    }
    return new Figure(
        Kind.BARS,
        FigureName.of(analysis, "by-category", run.of(arm)),
        "Interpretable units by category (" + run.of("arm " + arm) + ")",
        "category of the concept",
        "interpretable units",
        new Scale.Groups(categories),
        Scale.Linear.covering(Figures.ends(lines), 0, 0, Double.MAX_VALUE),
        lines,
        Optional.empty());
  }
}
