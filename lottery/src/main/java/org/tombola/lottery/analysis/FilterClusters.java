package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tombola.engine.Rng;
import org.tombola.lottery.analysis.Question.Want;
import org.tombola.lottery.linear.Clusters;
import org.tombola.lottery.linear.UnitVectors;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.Module;
import org.tombola.nn.Parameter;
import org.tombola.nn.Weights;

/// Whether the filters of a network's first convolution gather around a few directions in training:
/// k-means with four clusters, and how far each filter is from the centre of its own (Brutzkus and
/// Globerson 2019, "Why do larger models generalize better?", clustering on MNIST).
record FilterClusters() implements Analysis {
  private static final int CLUSTERS = 4;
  private static final int BINS = 18; // of five degrees

  @Override
  public Question question() {
    return Question.of(
            "clusters",
            "angles of filters to the nearest of four centres, at the start and at the end")
        .wanting(Want.COURSE);
  }

  @Override
  public void check(Settings settings, Instruments instruments) {
    if (filters(instruments.network()).isEmpty()) {
      throw new InvalidSettings(
          "analyses: clusters is about the filters of a convolution, and the network %s has none; ask about another network, like wide-conv-120"
              .formatted(settings.network()));
    }
  }

  /// The name of the first convolution's weight.
  private static Optional<String> filters(Module network) {
    return network.parameters().filter(p -> p.shape().rank() == 4).findFirst().map(Parameter::name);
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    List<Snapshot> course = subjects.getFirst().course();
    String layer = filters(instruments.network()).orElseThrow();
    double[] start = angles(course.getFirst().weights(), layer);
    double[] end = angles(course.getLast().weights(), layer);
    var findings = new ArrayList<Finding>();
    findings.addAll(histogram("at-start", start));
    findings.addAll(histogram("at-end", end));
    double before = Arrays.stream(start).average().orElse(0);
    double after = Arrays.stream(end).average().orElse(0);
    findings.add(Finding.of("mean-angle-at-start", before));
    findings.add(Finding.of("mean-angle-at-end", after));
    findings.add(Finding.of("angle-change", after - before));
    return findings;
  }

  /// Of each filter that is not pruned to the centre of its cluster.
  private static double[] angles(Weights weights, String layer) {
    UnitVectors filters = UnitVectors.of(weights.get(layer)).directions();
    int count = Math.min(CLUSTERS, filters.units());
    if (count == 0) {
      return new double[0];
    }
    var clusters = Clusters.of(filters, count, new Rng(0).stream("clusters"));
    return IntStream.range(0, filters.units()).mapToDouble(clusters::angle).toArray();
  }

  private static List<Finding> histogram(String when, double[] angles) {
    var histogram = new Histogram(0, 90, BINS);
    for (double angle : angles) {
      histogram.add(angle);
    }
    return histogram.findings("angle-histogram." + when);
  }
}
