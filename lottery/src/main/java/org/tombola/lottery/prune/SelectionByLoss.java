package org.tombola.lottery.prune;

import java.util.ArrayList;
import java.util.List;
import org.tombola.datasets.Examples;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Workspace;
import org.tombola.nn.Module;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Parameter;
import org.tombola.nn.Phase;
import org.tombola.nn.Units;
import org.tombola.nn.Weights;

/// Forward selection of the units of a layer by the network's mean loss on some examples: of up to
/// 50 candidates, drawn anew at every step, the one is added with which the loss is least (Ye et
/// al. 2020, "Good subnetworks provably exist", and their program). With n of N units the layer
/// behind gets the mean of them: their weights in it are those of all times N/n.
final class SelectionByLoss {
  private static final int CANDIDATES = 50;

  private final Module network;
  private final Units units;
  private final Parameter reads;
  private final float[] whole;
  private final float[] tried;
  private final float[] pictures;
  private final int[] labels;
  private final Shape batch;
  private final Workspace workspace;

  /// @param network its numbers are changed
  SelectionByLoss(Module network, Weights weights, Units units, Examples examples) {
    weights.into(network);
    this.network = network;
    this.units = units;
    this.reads =
        network.parameters().filter(p -> p.name().equals(units.to())).findFirst().orElseThrow();
    this.whole = reads.toArray();
    this.tried = new float[whole.length];
    var image = examples.shape();
    int count = examples.size();
    this.pictures = examples.pictures(0, count);
    this.labels = examples.labels(0, count);
    this.batch = Shape.of(count, image.channels(), image.height(), image.width());
    this.workspace = new Workspace(reads.tensor().backend());
  }

  /// The first so many units, in the order in which they are chosen.
  ///
  /// @param alive those there are
  List<Integer> order(List<Integer> alive, int count, RandomStream random) {
    var open = new ArrayList<>(alive);
    var order = new ArrayList<Integer>();
    boolean[] in = new boolean[units.count()];
    while (order.size() < count) {
      int[] places = random.permutation(open.size(), (long) order.size() * alive.size());
      float scale = (float) alive.size() / (order.size() + 1);
      int best = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int c = 0; c < Math.min(CANDIDATES, places.length); c++) {
        int unit = open.get(places[c]);
        double loss = loss(in, unit, scale);
        if (best < 0 || loss < least) {
          best = unit;
          least = loss;
        }
      }
      in[best] = true;
      order.add(best);
      open.remove(Integer.valueOf(best));
    }
    return order;
  }

  /// The network whose next layer gets the mean of some units times the number there are.
  static Weights mean(Weights weights, Units units, List<Integer> chosen, int alive) {
    boolean[] in = new boolean[units.count()];
    chosen.forEach(unit -> in[unit] = true);
    NamedTensor reads = weights.get(units.to());
    float[] values = reads.toArray();
    scaled(values, in, (float) alive / Math.max(1, chosen.size()), units, reads.shape(), values);
    return weights.with(NamedTensor.of(reads.name(), reads.shape(), values));
  }

  private static void scaled(
      float[] reads, boolean[] in, float scale, Units units, Shape shape, float[] to) {
    for (int i = 0; i < reads.length; i++) {
      to[i] = in[units.readBy(i, shape)] ? scale * reads[i] : 0;
    }
  }

  private double loss(boolean[] in, int candidate, float scale) {
    in[candidate] = true;
    scaled(whole, in, scale, units, reads.shape(), tried);
    in[candidate] = false;
    reads.write(tried);
    return workspace.step(
        () ->
            network
                .forward(Tensor.batch(batch, pictures), Phase.EVAL)
                .softmaxCrossEntropy(labels)
                .mean()
                .item());
  }
}
