package org.tombola.lottery.prune;

import java.util.Collection;
import java.util.List;
import org.tombola.datasets.Examples;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Workspace;
import org.tombola.nn.Activations;
import org.tombola.nn.Module;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Names;
import org.tombola.nn.Phase;
import org.tombola.nn.Units;
import org.tombola.nn.Weights;

/// What the units of a layer give the next one, as products of pairs: the means over examples of
/// `⟨φᵢ, φⱼ⟩`, with `φᵢ(x) = N · W₌ᵢ · σᵢ(x)` as in [Imitation].
final class UnitProducts {
  private static final int BATCH = 256;

  private UnitProducts() {}

  /// The means: (units, units), symmetric.
  ///
  /// @param network its numbers are changed
  /// @param units of a kind that [Units#betweenLinear] gives
  /// @param some indices of units; their number is N
  /// @param examples over which the mean is
  static double[][] of(
      Module network, Weights weights, Units units, List<Integer> some, Examples examples) {
    weights.into(network);
    double[][] gram = moments(network, Names.parent(units.from()), some, examples);
    NamedTensor reads = weights.get(units.to());
    int inputs = reads.shape().dim(1);
    double square = (double) some.size() * some.size();
    for (int i = 0; i < gram.length; i++) {
      for (int j = 0; j <= i; j++) {
        double product = 0;
        for (int o = 0; o < reads.shape().dim(0); o++) {
          product +=
              (double) reads.at(o * inputs + some.get(i)) * reads.at(o * inputs + some.get(j));
        }
        gram[i][j] *= square * product;
        gram[j][i] = gram[i][j];
      }
    }
    return gram;
  }

  /// The means of `σᵢσⱼ`; the part where j ≤ i.
  private static double[][] moments(
      Module network, String layer, Collection<Integer> some, Examples examples) {
    int[] units = some.stream().mapToInt(i -> i).toArray();
    double[][] sums = new double[units.length][units.length];
    var image = examples.shape();
    var workspace =
        new Workspace(network.parameters().findFirst().orElseThrow().tensor().backend());
    for (int from = 0; from < examples.size(); from += BATCH) {
      int count = Math.min(BATCH, examples.size() - from);
      float[] x = examples.pictures(from, count);
      Shape shape = Shape.of(count, image.channels(), image.height(), image.width());
      workspace.step(
          () ->
              Activations.watched(
                  (name, out) -> {
                    if (name.equals(layer)) {
                      add(out.toArray(), count, units, sums, 1.0 / examples.size());
                    }
                  },
                  () -> network.forward(Tensor.batch(shape, x), Phase.EVAL).shape()));
    }
    return sums;
  }

  private static void add(float[] out, int count, int[] units, double[][] sums, double share) {
    int all = out.length / count;
    for (int n = 0; n < count; n++) {
      for (int i = 0; i < units.length; i++) {
        double active = share * out[n * all + units[i]];
        if (active != 0) {
          for (int j = 0; j <= i; j++) {
            sums[i][j] += active * out[n * all + units[j]];
          }
        }
      }
    }
  }
}
