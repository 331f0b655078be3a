package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.List;
import org.tombola.lottery.analysis.Question.Want;
import org.tombola.lottery.linear.UnitVectors;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Names;
import org.tombola.nn.Weights;

/// How much the units of each layer look in the same directions while a network is trained: the
/// frame potential `Σᵢⱼ⟨wᵢ, wⱼ⟩²` of their weights, each made as long as 1 (Benedetto and Fickus
/// 2003; of neural networks, Heitmann 2020).
///
/// Of n vectors in d dimensions it is at least `max(n, n²/d)`, at most n², and of independent
/// random directions `n + n(n − 1)/d` on average, which layers of other sizes are compared by.
record FramePotential() implements Analysis {
  @Override
  public Question question() {
    return Question.of(
            "frame-potential",
            "how much the units of each layer look in the same directions, over training")
        .wanting(Want.COURSE);
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    var findings = new ArrayList<Finding>();
    List<Snapshot> course = subjects.getFirst().course();
    for (NamedMask layer : subjects.getFirst().mask().layers()) {
      String name = Names.parent(layer.name());
      for (Snapshot at : course) {
        UnitVectors directions = directions(at.weights(), layer);
        double potential = of(directions.products());
        findings.add(new Finding("potential." + name, at.step(), potential));
        findings.add(
            new Finding("over-random." + name, at.step(), potential / ofRandom(directions)));
      }
      findings.add(Finding.of("rise-" + name, rise(course, layer)));
    }
    return findings;
  }

  private static UnitVectors directions(Weights weights, NamedMask layer) {
    return UnitVectors.of(weights.get(layer.name())).directions();
  }

  /// At the end over at the start.
  private static double rise(List<Snapshot> course, NamedMask layer) {
    return of(directions(course.getLast().weights(), layer).products())
        / of(directions(course.getFirst().weights(), layer).products());
  }

  /// Of vectors with these inner products.
  static double of(double[][] products) {
    double sum = 0;
    for (double[] row : products) {
      sum += UnitVectors.product(row, row);
    }
    return sum;
  }

  /// What as many random directions have on average; NaN of none.
  static double ofRandom(UnitVectors directions) {
    double n = directions.units();
    return n == 0 ? Double.NaN : n + n * (n - 1) / directions.rows()[0].length;
  }
}
