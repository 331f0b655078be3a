package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tombola.lottery.recipe.ArmSettings;
import org.tombola.lottery.recipe.Duration;
import org.tombola.lottery.recipe.Moment;
import org.tombola.lottery.report.Figure.Line;
import org.tombola.lottery.report.Figure.Mark;
import org.tombola.lottery.report.Summary.Point;

/// Accuracy against retraining time, a figure a density (Renda, Frankle and Carbin 2020, figure 2).
///
/// A method is the arms that differ only in how far back they begin: in `schedule.from`, and in
/// `weights.at` where that is the same moment. A method with one length is a single mark.
final class RetrainFigures {
  private RetrainFigures() {}

  /// An arm of a method.
  private record Retrained(String arm, double length, Duration.Unit unit) {}

  /// Empty unless some method was tried with several lengths.
  static List<Figure> of(NamedRun run) {
    var methods = methods(run.data());
    var summary = Summary.of(run.data().rows());
    var levels = new TreeSet<Integer>();
    methods.values().stream()
        .filter(arms -> arms.stream().map(Retrained::length).distinct().count() > 1)
        .flatMap(List::stream)
        .flatMap(retrained -> summary.pruned(retrained.arm()).stream())
        .forEach(point -> levels.add(point.level()));
    return levels.stream().map(level -> figure(run, summary, methods, level)).toList();
  }

  /// What makes arms one method, and the arms.
  private static SequencedMap<String, List<Retrained>> methods(RunData run) {
    var methods = new LinkedHashMap<String, List<Retrained>>();
    String iterations = run.settings().getOrDefault("train.iterations", "");
    for (String arm : Summary.of(run.rows()).lines()) {
      String from = run.settings().getOrDefault("arm." + arm + ".schedule.from", "init");
      Optional<Duration> length = length(from, iterations);
      if (length.isPresent()) {
        String stretch = run.settings().getOrDefault("arm." + arm + ".schedule.stretch", "1");
        double amount = length.get().amount().doubleValue() * Double.parseDouble(stretch);
        methods
            .computeIfAbsent(method(run.settings(), arm, from), _ -> new ArrayList<>())
            .add(new Retrained(arm, amount, length.get().unit()));
      }
    }
    return methods;
  }

  /// The settings of an arm but for how far back it begins.
  private static String method(Map<String, String> settings, String arm, String from) {
    var what = new TreeMap<String, String>();
    what.put("weights.at", "init");
    // The settings do not say what the built-in arms are: each is a method of its own.
    what.put("built-in", ArmSettings.isBuiltIn(arm) ? arm : "");
    String prefix = "arm." + arm + ".";
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            what.put(key.substring(prefix.length()), value);
          }
        });
    what.replaceAll((_, value) -> value.equals(from) ? "there" : value);
    what.keySet().removeAll(List.of("about", "levels", "schedule.from"));
    return what.toString();
  }

  /// How long a training is that begins at `from`; empty where that takes another unit to say.
  private static Optional<Duration> length(String from, String iterations) {
    try {
      Moment moment = Moment.parse(from);
      if (moment.fromEnd()) {
        return Optional.of(moment.offset());
      }
      Duration whole = Duration.parse(iterations);
      if (moment.isInit()) {
        return Optional.of(whole);
      }
      return whole.unit() == moment.offset().unit()
          ? Optional.of(
              new Duration(whole.amount().subtract(moment.offset().amount()), whole.unit()))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Figure figure(
      NamedRun run, Summary summary, SequencedMap<String, List<Retrained>> methods, int level) {
    var lines = new ArrayList<Line>();
    double density = 1;
    var unit = Duration.Unit.ITERATION;
    for (List<Retrained> arms : methods.values()) {
      var marks = new TreeMap<Double, Spread>();
      for (Retrained retrained : arms) {
        for (Point point : summary.pruned(retrained.arm())) {
          Optional<Spread> accuracy = point.spread(Metric.TEST_ACCURACY);
          if (point.level() == level && accuracy.isPresent()) {
            marks.put(retrained.length(), accuracy.get().times(Metric.TEST_ACCURACY.scale()));
            density = point.density();
            unit = retrained.unit();
          }
        }
      }
      if (!marks.isEmpty()) {
        lines.add(new Line(run.of(name(arms)), Look.nth(lines.size()), numbered(marks)));
      }
    }
    String place = Scale.percent(100 * density);
    var xs = lines.stream().flatMap(line -> line.marks().stream()).map(Mark::x).toList();
    return new Figure(
        Figure.Kind.CURVE,
        FigureName.of("retraining-time", place, run.name()),
        "Accuracy against retraining time (%s %% left)".formatted(place),
        unit == Duration.Unit.EPOCH ? "epochs of retraining" : "iterations of retraining",
        Metric.TEST_ACCURACY.axis(),
        Scale.Linear.covering(xs, 0, 0, Double.MAX_VALUE),
        Scale.Linear.covering(Figures.ends(lines), Double.NaN, 0, 100),
        lines,
        summary
            .dense()
            .map(d -> new Figure.Reference("dense", 100 * d.mean(Metric.TEST_ACCURACY))));
  }

  private static List<Mark> numbered(SortedMap<Double, Spread> byLength) {
    var marks = new ArrayList<Mark>();
    byLength.forEach((length, spread) -> marks.add(new Mark(marks.size(), length, spread)));
    return List.copyOf(marks);
  }

  /// What the names of a method's arms begin with, up to a hyphen, or all of them.
  private static String name(List<Retrained> arms) {
    String first = arms.getFirst().arm();
    if (arms.size() == 1) {
      return first;
    }
    String common = first;
    for (Retrained retrained : arms) {
      while (!retrained.arm().startsWith(common)) {
        common = common.substring(0, common.length() - 1);
      }
    }
    String name = common.replaceAll("-[^-]*$", "");
    return name.isEmpty()
        ? arms.stream().map(Retrained::arm).collect(Collectors.joining(", "))
        : name;
  }
}
