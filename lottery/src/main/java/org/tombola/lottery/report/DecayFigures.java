package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.tombola.lottery.claim.Measurement;
import org.tombola.lottery.report.Figure.Kind;
import org.tombola.lottery.report.Figure.Line;
import org.tombola.lottery.report.Figure.Mark;

/// How the imitation loss of a layer falls with the number of units chosen, a line a way to choose:
/// twice, since what falls exponentially is straight over a linear axis, and what falls as a power
/// over a logarithmic one.
final class DecayFigures {
  private static final String LOG_LOSS = "log10-imitation-";

  private DecayFigures() {}

  /// Whether these figures show a statistic, so that it needs none of its own.
  static boolean shows(Measurement m) {
    return m.statistic().startsWith(LOG_LOSS);
  }

  /// One network of a run.
  private record Key(String analysis, String arm, int level) {}

  /// Empty where nobody chose.
  static List<Figure> of(NamedRun run) {
    var keys = new LinkedHashSet<Key>();
    List<Measurement> all = run.data().analyses().stream().filter(DecayFigures::shows).toList();
    all.stream()
        .filter(m -> Double.isFinite(m.value()))
        .forEach(m -> keys.add(new Key(m.analysis(), m.arm(), m.level())));
    var figures = new ArrayList<Figure>();
    for (Key key : keys) {
      List<Measurement> its =
          all.stream().filter(m -> key.equals(new Key(m.analysis(), m.arm(), m.level()))).toList();
      String name =
          keys.size() > 1
              ? "%s, %s %% left"
                  .formatted(run.of(key.arm()), Scale.percent(100 * its.getFirst().density()))
              : run.name();
      List<Line> lines = lines(its);
      figures.add(figure(key, name, lines, false));
      figures.add(figure(key, name, lines, true));
    }
    return figures;
  }

  private static List<Line> lines(List<Measurement> of) {
    var byWay = new LinkedHashMap<String, TreeMap<Double, List<Double>>>();
    for (Measurement m : of) {
      byWay
          .computeIfAbsent(m.statistic().substring(LOG_LOSS.length()), _ -> new TreeMap<>())
          .computeIfAbsent(m.x(), _ -> new ArrayList<>())
          .add(m.value());
    }
    var lines = new ArrayList<Line>();
    byWay.forEach(
        (way, values) -> {
          var marks = new ArrayList<Mark>();
          values.forEach(
              (x, logs) ->
                  Spread.of(logs).ifPresent(y -> marks.add(new Mark(marks.size(), x, powers(y)))));
          lines.add(new Line(way.replace('-', ' '), Look.nth(lines.size()), List.copyOf(marks)));
        });
    return lines;
  }

  /// The mean is the geometric one.
  private static Spread powers(Spread logs) {
    return new Spread(
        Math.pow(10, logs.mean()),
        Math.pow(10, logs.min()),
        Math.pow(10, logs.max()),
        logs.count());
  }

  private static Figure figure(Key key, String name, List<Line> lines, boolean logarithmic) {
    List<Double> xs = lines.stream().flatMap(l -> l.marks().stream()).map(Mark::x).toList();
    return new Figure(
        Kind.CURVE,
        FigureName.of(
            key.analysis(), "imitation", name.replace(" %", ""), logarithmic ? "log-log" : "log"),
        "Imitation loss of units chosen" + (name.isBlank() ? "" : " (" + name + ")"),
        "units chosen, with repetition",
        "imitation loss / that of none",
        logarithmic ? Scale.Log.covering(xs) : Scale.Linear.covering(xs, 0, 0, Double.MAX_VALUE),
        Scale.Log.covering(Figures.ends(lines)),
        lines,
        Optional.empty());
  }
}
