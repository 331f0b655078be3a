package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tombola.engine.Rng;
import org.tombola.lottery.analysis.Question.Want;
import org.tombola.lottery.linear.Clusters;
import org.tombola.lottery.linear.UnitVectors;

/// Which units of the first hidden linear layer look the same way, as a graph at moments of the
/// training (Heitmann 2020, visualisation). Units i and j with the cosine c between what they read
/// are `d = (1 − c)/2` apart, and joined with the weight `exp(−d²/σ²)`, σ the mean distance, if
/// that is above a cutoff. The report has cutoffs for its networks (0.25, 0.37, 0.48); here it is
/// what one pair of a hundred exceeds at the start, as chance has it, so that more are training's.
///
/// A unit's group says near which of as many centres as there are classes it ends, so that the
/// report can show where those that end together come from.
record UnitGraph() implements OfHiddenLayer {
  private static final double SHARE = 0.01; // of the pairs at the start
  private static final double LEAST = 1e-9; // a mean distance below it is a rounding error
  static final int MOST_UNITS = 512; // those with the largest weights at the end
  static final int MOST_EDGES = 1500; // of a moment, the strongest

  @Override
  public Question question() {
    return Question.of(
            "unit-graph",
            "which units of a layer look the same way, as a graph at moments of the training")
        .wanting(Want.COURSE);
  }

  /// Two units that look the same way.
  record Edge(int i, int j, double weight) {}

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    List<Snapshot> course = subjects.getFirst().course();
    String layer = OfHiddenLayer.first(instruments.network()).from();
    UnitVectors end = UnitVectors.of(course.getLast().weights().get(layer));
    int[] shown = longest(end);
    List<Edge> start = edges(UnitVectors.of(course.getFirst().weights().get(layer)), shown);
    double cutoff = start.isEmpty() ? 0 : start.get((int) (SHARE * start.size())).weight;
    int classes = instruments.test().examples().classes();
    var findings = new ArrayList<Finding>();
    for (Snapshot at : course) {
      double epoch = (double) at.step() / instruments.batches().perEpoch();
      UnitVectors vectors = UnitVectors.of(at.weights().get(layer));
      double[] norms = vectors.norms();
      for (int unit : shown) {
        findings.add(new Finding("norm-of-" + unit, epoch, norms[unit]));
      }
      List<Edge> edges = edges(vectors, shown).stream().filter(e -> e.weight > cutoff).toList();
      double pairs = shown.length * (shown.length - 1) / 2.0;
      findings.add(new Finding("similar-pairs", epoch, 100 * edges.size() / pairs));
      edges.stream()
          .limit(MOST_EDGES)
          .forEach(
              e -> findings.add(new Finding("edge-of-%d-%d".formatted(e.i, e.j), epoch, e.weight)));
    }
    findings.addAll(groups(end, shown, classes));
    return findings;
  }

  /// Ascending.
  private static int[] longest(UnitVectors vectors) {
    double[] norms = vectors.norms();
    return IntStream.range(0, vectors.units())
        .filter(unit -> norms[unit] > 0)
        .boxed()
        .sorted(Comparator.comparingDouble(unit -> -norms[unit]))
        .limit(MOST_UNITS)
        .mapToInt(unit -> unit)
        .sorted()
        .toArray();
  }

  /// All pairs that have directions, those with the strongest weights first.
  ///
  /// @param some indices of units, ascending
  static List<Edge> edges(UnitVectors vectors, int[] some) {
    double[][] products = vectors.products();
    double[] norms = vectors.norms();
    var pairs = new ArrayList<Edge>();
    for (int i : some) {
      for (int j : some) {
        double lengths = norms[i] * norms[j];
        if (i < j && lengths > 0) {
          pairs.add(new Edge(i, j, (1 - products[i][j] / lengths) / 2)); // the distance, for now
        }
      }
    }
    double mean = pairs.stream().mapToDouble(Edge::weight).average().orElse(1);
    double scale = Math.max(mean, LEAST);
    return pairs.stream()
        .map(e -> new Edge(e.i, e.j, StrictMath.exp(-e.weight * e.weight / (scale * scale))))
        .sorted(Comparator.comparingDouble(e -> -e.weight))
        .toList();
  }

  private static List<Finding> groups(UnitVectors end, int[] shown, int count) {
    double[][] rows =
        IntStream.of(shown).mapToObj(unit -> end.rows()[unit]).toArray(double[][]::new);
    if (rows.length == 0) {
      return List.of();
    }
    UnitVectors directions = new UnitVectors(rows).directions();
    var clusters =
        Clusters.of(directions, Math.min(count, rows.length), new Rng(0).stream("units"));
    return IntStream.range(0, shown.length)
        .mapToObj(n -> new Finding("group-of-units", shown[n], clusters.group(n)))
        .toList();
  }
}
