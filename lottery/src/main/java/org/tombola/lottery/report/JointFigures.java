package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.tombola.lottery.claim.Measurement;
import org.tombola.lottery.report.Figure.Kind;
import org.tombola.lottery.report.Figure.Line;

/// Statistics whose names are alike up to a dot, `accuracy.random` and `accuracy.smallest-norm`, in
/// one figure: what is before the dot is what it shows, what is behind it the name of a line. A
/// figure for each network of a run.
final class JointFigures {
  private JointFigures() {}

  /// Whether these figures show a statistic, so that it needs none of its own.
  static boolean shows(Measurement m) {
    return Double.isFinite(m.x()) && m.statistic().indexOf('.') > 0;
  }

  /// What one figure shows, of one network.
  private record Key(String analysis, String shown, String arm, int level) {
    static Key of(Measurement m) {
      return new Key(m.analysis(), m.statistic().split("\\.", 2)[0], m.arm(), m.level());
    }

    boolean sameNetwork(Key other) {
      return arm.equals(other.arm) && level == other.level;
    }
  }

  /// Empty where no statistic has a dot.
  static List<Figure> of(NamedRun run) {
    List<Measurement> all =
        run.data().analyses().stream()
            .filter(JointFigures::shows)
            .filter(m -> Double.isFinite(m.value()))
            .toList();
    var keys = new LinkedHashSet<Key>();
    all.forEach(m -> keys.add(Key.of(m)));
    var figures = new ArrayList<Figure>();
    for (Key key : keys) {
      List<Measurement> its = all.stream().filter(m -> key.equals(Key.of(m))).toList();
      boolean alone =
          keys.stream().filter(k -> k.analysis.equals(key.analysis)).allMatch(key::sameNetwork);
      String network =
          "%s, %s %% left"
              .formatted(run.of(key.arm), Scale.percent(100 * its.getFirst().density()));
      figures.add(figure(key, alone ? run.name() : network, its));
    }
    return figures;
  }

  private static Figure figure(Key key, String network, List<Measurement> its) {
    var byLine = new LinkedHashMap<String, List<Measurement>>();
    for (Measurement m : its) {
      String line = m.statistic().substring(key.shown.length() + 1).replace('-', ' ');
      byLine.computeIfAbsent(line, _ -> new ArrayList<>()).add(m);
    }
    var lines = new ArrayList<Line>();
    byLine.forEach(
        (line, of) -> lines.add(new Line(line, Look.nth(lines.size()), AnalysisFigures.marks(of))));
    var topic = new AnalysisFigures.Topic(key.analysis, key.shown);
    return new Figure(
        topic.isHistogram() ? Kind.BINS : Kind.CURVE,
        FigureName.of(key.analysis, key.shown, network.replace(" %", "")),
        network.isEmpty() ? topic.title() : topic.title() + " (" + network + ")",
        AnalysisFigures.xLabel(topic),
        key.shown.replace('-', ' '),
        AnalysisFigures.covering(its.stream().map(Measurement::x).toList(), Double.NaN),
        AnalysisFigures.covering(Figures.ends(lines), topic.isHistogram() ? 0 : Double.NaN),
        lines,
        Optional.empty());
  }
}
