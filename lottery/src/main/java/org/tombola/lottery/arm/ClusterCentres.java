package org.tombola.lottery.arm;

import java.util.List;
import java.util.stream.IntStream;
import org.tombola.engine.RandomStream;
import org.tombola.lottery.linear.Clusters;
import org.tombola.lottery.linear.UnitVectors;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// The filters of a small network are the centres of as many clusters of the filters of a large one
/// that was trained, each as long as its members on average; all else is drawn anew as [FanIn]
/// does. Is a large network needed to find the directions, or to have them? (Brutzkus and Globerson
/// 2019, "Why do larger models generalize better?", clustering on MNIST.)
record ClusterCentres() implements StartRule {
  @Override
  public String name() {
    return "cluster-centres";
  }

  @Override
  public String about() {
    return "filters that stay are centres of clusters of all, the other layers as sparse-fan-in";
  }

  @Override
  public Weights apply(Weights weights, Mask mask, double amount, Draws draws) {
    Weights drawn = new FanIn(true).apply(draws.init(), mask, amount, draws);
    return StartRule.eachLayer(
        drawn,
        mask,
        (layer, keeps) ->
            layer.shape().rank() == 4
                ? centres(weights.get(layer.name()), keeps, draws.of("of/" + layer.name()))
                : layer.toArray());
  }

  static float[] centres(NamedTensor filters, NamedMask keeps, RandomStream random) {
    int size = filters.shape().size() / filters.shape().dim(0);
    List<Integer> left =
        IntStream.range(0, filters.shape().size())
            .filter(keeps::keeps)
            .map(i -> i / size)
            .distinct()
            .boxed()
            .toList();
    UnitVectors vectors = UnitVectors.of(filters);
    UnitVectors directions = vectors.directions();
    float[] values = new float[filters.shape().size()];
    int count = Math.min(left.size(), directions.units());
    if (count == 0) {
      return values;
    }
    var clusters = Clusters.of(directions, count, random);
    double[] lengths = lengths(vectors, clusters, count);
    for (int c = 0; c < count; c++) {
      double[] centre = clusters.direction(c);
      for (int i = 0; i < size; i++) {
        values[left.get(c) * size + i] = (float) (lengths[c] * centre[i]);
      }
    }
    return values;
  }

  /// The mean length of each cluster's members.
  private static double[] lengths(UnitVectors vectors, Clusters clusters, int count) {
    double[] sums = new double[count];
    int[] members = new int[count];
    int direction = 0;
    for (double norm : vectors.norms()) {
      if (norm > 0) {
        int cluster = clusters.group(direction++);
        sums[cluster] += norm;
        members[cluster]++;
      }
    }
    return IntStream.range(0, count)
        .mapToDouble(c -> members[c] == 0 ? 0 : sums[c] / members[c])
        .toArray();
  }
}
