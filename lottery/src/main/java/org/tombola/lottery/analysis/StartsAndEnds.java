package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.List;
import org.tombola.lottery.analysis.Question.Want;
import org.tombola.lottery.linear.ClassicalScaling;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.Weights;

/// Where trainings begin and end, as points in a plane whose distances are as near as can be to
/// those between the networks, over the weights of the first one's mask (Evci et al. 2022, ticket
/// and pruning solution): do tickets start in the region where the pruning solution lies?
///
/// `x` of a finding is a point's first coordinate, its value the second.
record StartsAndEnds() implements Analysis {
  static final String START = "start-of-";
  static final String END = "end-of-";

  @Override
  public Question question() {
    return Question.of(
            "starts-and-ends",
            "a map of where trainings start and end, by the distances between the networks")
        .networks(2)
        .andMore(1)
        .wanting(Want.STARTS)
        .ofAny();
  }

  /// A network that has a place on the map.
  private record Point(String statistic, Weights weights) {}

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    var points = new ArrayList<Point>();
    for (Subject subject : subjects) {
      points.add(new Point(START + subject.arm(), subject.course().getFirst().weights()));
      points.add(new Point(END + subject.arm(), subject.weights()));
    }
    var map = ClassicalScaling.of(distances(points, subjects.getFirst().mask()));
    double[] x = map.coordinates(0);
    double[] y = map.coordinates(1);
    var findings = new ArrayList<Finding>();
    for (int i = 0; i < points.size(); i++) {
      findings.add(new Finding(points.get(i).statistic, x[i], y[i]));
    }
    findings.add(Finding.of("share-in-the-plane", 100 * map.share(2)));
    return findings;
  }

  private static double[][] distances(List<Point> points, Mask mask) {
    double[][] distances = new double[points.size()][points.size()];
    for (int i = 0; i < distances.length; i++) {
      var from = new Subject(points.get(i).weights, mask);
      for (int j = 0; j < i; j++) {
        distances[i][j] = Distance.apart(from, new Subject(points.get(j).weights, mask)).l2();
        distances[j][i] = distances[i][j];
      }
    }
    return distances;
  }
}
