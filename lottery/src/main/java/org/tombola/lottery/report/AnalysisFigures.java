package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.tombola.lottery.claim.Measurement;
import org.tombola.lottery.claim.Prize;
import org.tombola.lottery.report.Figure.Kind;
import org.tombola.lottery.report.Figure.Line;
import org.tombola.lottery.report.Figure.Mark;

/// Figures of `analyses.csv`: a curve or histogram for every statistic that has an `x`, and for the
/// others their values against the weights remaining, where there are several densities.
final class AnalysisFigures {
  /// More lines than this are divided into figures, one a level.
  private static final int MOST_LINES = 8;

  private static final int MOST_LEVELS = 6;

  private AnalysisFigures() {}

  /// What one figure is about.
  record Topic(String analysis, String statistic) {
    String title() {
      return words(analysis) + ": " + statistic.replace('-', ' ');
    }

    private static String words(String name) {
      String words = name.replace('-', ' ');
      return words.isEmpty()
          ? words
          : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    boolean isHistogram() {
      return (analysis + statistic).contains("histogram");
    }
  }

  /// One line, before it has a name.
  private record Key(int run, String arm, int level) {}

  static List<Figure> of(List<NamedRun> runs) {
    var topics = new LinkedHashSet<Topic>();
    runs.forEach(
        run ->
            run.data().analyses().stream()
                .filter(DissectionFigures.shownOf(run).negate())
                .filter(
                    m -> !DecayFigures.shows(m) && !RoundFigures.shows(m) && !JointFigures.shows(m))
                .filter(m -> !UnitGraphs.shows(m))
                .filter(PatternFigures.shownOf(run).negate())
                .filter(ArrowFigures.shownOf(run).negate())
                .filter(MapFigures.shownOf(run).negate())
                .forEach(m -> topics.add(new Topic(m.analysis(), m.statistic()))));
    var figures = new ArrayList<Figure>();
    for (Topic topic : topics) {
      var curves = new LinkedHashMap<Key, List<Measurement>>();
      var points = new LinkedHashMap<Key, List<Measurement>>();
      for (int i = 0; i < runs.size(); i++) {
        for (Measurement m : runs.get(i).data().analyses()) {
          if (topic.equals(new Topic(m.analysis(), m.statistic())) && Double.isFinite(m.value())) {
            var into = Double.isFinite(m.x()) ? curves : points;
            into.computeIfAbsent(new Key(i, m.arm(), m.level()), _ -> new ArrayList<>()).add(m);
          }
        }
      }
      figures.addAll(curves(topic, runs, curves));
      overDensity(topic, runs, points).ifPresent(figures::add);
    }
    return figures;
  }

  // --- against x ---

  private static List<Figure> curves(
      Topic topic, List<NamedRun> runs, SequencedMap<Key, List<Measurement>> curves) {
    if (curves.isEmpty()) {
      return List.of();
    } else if (curves.size() <= MOST_LINES) {
      return List.of(curve(topic, runs, curves, ""));
    }
    var figures = new ArrayList<Figure>();
    var levels = new TreeMap<Integer, SequencedMap<Key, List<Measurement>>>();
    curves.forEach(
        (key, values) ->
            levels.computeIfAbsent(key.level(), _ -> new LinkedHashMap<>()).put(key, values));
    for (int level : LevelCurves.some(List.copyOf(levels.keySet()), MOST_LEVELS)) {
      var at = levels.getOrDefault(level, new LinkedHashMap<>());
      figures.add(curve(topic, runs, at, density(at.firstEntry().getValue())));
    }
    return figures;
  }

  /// @param place the density all lines have, or empty if they name their own
  private static Figure curve(
      Topic topic, List<NamedRun> runs, SequencedMap<Key, List<Measurement>> curves, String place) {
    long levels = curves.keySet().stream().map(Key::level).distinct().count();
    long arms = curves.keySet().stream().map(Key::arm).distinct().count();
    var lines = new ArrayList<Line>();
    curves.forEach(
        (key, values) -> {
          String arm = runs.get(key.run()).of(key.arm());
          String name = levels > 1 ? arm + ", " + density(values) : arm;
          Look look =
              arms > 1 && levels > 1
                  ? Look.nth(lines.size()).ofRun(key.run())
                  : levels > 1
                      ? Look.ordered(lines.size(), curves.size()).ofRun(key.run())
                      : Look.of(key.arm(), lines.size()).ofRun(key.run());
          lines.add(new Line(name, look, marks(values)));
        });
    var xs = lines.stream().flatMap(l -> l.marks().stream()).map(Mark::x).toList();
    return new Figure(
        topic.isHistogram() ? Kind.BINS : Kind.CURVE,
        FigureName.of(topic.analysis(), topic.statistic(), place.replace(" %", "")),
        place.isEmpty() ? topic.title() : topic.title() + " (" + place + " left)",
        xLabel(topic),
        topic.statistic().replace('-', ' '),
        covering(xs, Double.NaN),
        covering(Figures.ends(lines), topic.isHistogram() ? 0 : Double.NaN),
        lines,
        Optional.empty());
  }

  /// An axis without ends of its own.
  ///
  /// @param anchor where it reaches in any case, or NaN
  static Scale covering(List<Double> values, double anchor) {
    return Scale.Linear.covering(values, anchor, -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  /// What `x` is, by the names of the analyses there are.
  static String xLabel(Topic topic) {
    String name = topic.analysis() + " " + topic.statistic();
    if (name.contains("gradient-flow")
        || name.contains("eigenvalue")
        || name.contains("potential")) {
      return "step";
    } else if (name.contains("unit-graph")) {
      return "epoch";
    } else if (name.contains("spectrum-histogram")) {
      return "eigenvalue / upper end of noise";
    } else if (name.contains("angle-histogram")) {
      return "angle to the nearest centre (degrees)";
    } else if (name.endsWith("of-rank")) {
      return "directions kept";
    } else if (name.contains("removal")) {
      return "units removed (%)";
    } else if (name.contains("median-error")) {
      return "random products to choose from";
    } else if (name.endsWith(" r")) {
      return "p, the share of each layer's weights";
    } else if (name.contains("spectrum")) {
      return "eigenvalues up to here (%)";
    } else if (name.contains("interpolation")
        || name.contains("instability")
        || name.contains("line")) {
      return "α, from one network to the other";
    } else if (name.contains("clipped")) {
      return "γ below this set to zero";
    } else if (name.contains("frequency")) {
      return "how often a unit is active (%)";
    } else if (name.contains("gamma")) {
      return "γ";
    } else if (Prize.NETWORKS.contains(topic.statistic())) {
      return "learning rate";
    } else if (name.contains("retrain")) {
      return "retraining length";
    }
    return "x";
  }

  static List<Mark> marks(List<Measurement> values) {
    var byX = new TreeMap<Double, List<Double>>();
    for (Measurement m : values) {
      byX.computeIfAbsent(m.x(), _ -> new ArrayList<>()).add(m.value());
    }
    var marks = new ArrayList<Mark>();
    byX.forEach((x, at) -> Spread.of(at).ifPresent(y -> marks.add(new Mark(marks.size(), x, y))));
    return List.copyOf(marks);
  }

  // --- against the weights remaining ---

  private static Optional<Figure> overDensity(
      Topic topic, List<NamedRun> runs, SequencedMap<Key, List<Measurement>> points) {
    if (points.keySet().stream().map(Key::level).distinct().count() < 2) {
      return Optional.empty();
    }
    var byArm = new LinkedHashMap<Key, TreeMap<Integer, List<Measurement>>>();
    points.forEach(
        (key, values) ->
            byArm
                .computeIfAbsent(new Key(key.run(), key.arm(), 0), _ -> new TreeMap<>())
                .put(key.level(), values));
    var lines = new ArrayList<Line>();
    var densities = new ArrayList<Double>();
    byArm.forEach(
        (arm, levels) -> {
          var marks = new ArrayList<Mark>();
          // An analysis looks at some levels only: neighbours among them are joined.
          int first = levels.firstKey() == 0 ? 0 : 1;
          levels.forEach(
              (_, values) -> {
                double density = meanDensity(values);
                densities.add(density);
                Spread.of(values.stream().map(Measurement::value).toList())
                    .ifPresent(y -> marks.add(new Mark(first + marks.size(), 100 * density, y)));
              });
          Look look = Look.of(arm.arm(), lines.size()).ofRun(arm.run());
          lines.add(new Line(runs.get(arm.run()).of(arm.arm()), look, List.copyOf(marks)));
        });
    return Optional.of(
        new Figure(
            Kind.ROUNDS,
            FigureName.of(topic.analysis(), topic.statistic(), "density"),
            topic.title(),
            Figures.DENSITY,
            topic.statistic().replace('-', ' '),
            Figures.densityAxis(densities),
            covering(Figures.ends(lines), Double.NaN),
            lines,
            Optional.empty()));
  }

  private static double meanDensity(List<Measurement> values) {
    return values.stream().mapToDouble(Measurement::density).average().orElseThrow();
  }

  private static String density(List<Measurement> values) {
    return Scale.percent(100 * meanDensity(values)) + " %";
  }
}
