package org.tombola.lottery.prune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Shape;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Weights;

/// Leaves as many weights in all as another pruning, but divides them among the layers by a
/// [LayerBudget]. In a layer those with the highest scores stay, of equal scores the one with the
/// higher index first, as [Pruner] does.
///
/// A mask never grows: a layer that has fewer weights left than its budget keeps those.
///
/// @param pruner says how many in all, and ranks
public record Budgeted(Pruner pruner, LayerBudget budget) implements Pruning {
  @Override
  public Mask prune(Weights trained, Mask mask, int rounds, Function<String, RandomStream> random) {
    int[] counts = counts(mask, rounds);
    Map<String, float[]> scores = pruner.ranking().scores(trained, mask, random);
    var layers = new ArrayList<NamedMask>();
    for (int i = 0; i < counts.length; i++) {
      NamedMask layer = mask.layers().get(i);
      layers.add(best(layer, Pruner.of(layer, scores), counts[i]));
    }
    return Mask.of(layers);
  }

  private int[] counts(Mask mask, int rounds) {
    List<Shape> shapes = mask.layers().stream().map(NamedMask::shape).toList();
    return budget.counts(shapes, (double) pruner.left(mask, rounds));
  }

  /// Goes through the rounds with as many weights in each layer, the first ones.
  @Override
  public void check(Mask dense, int levels, boolean once) {
    Mask left = dense;
    for (int level = 1; level <= levels; level++) {
      int[] counts = once ? counts(dense, level) : counts(left, 1);
      var layers = new ArrayList<NamedMask>();
      for (int i = 0; i < counts.length; i++) {
        layers.add(first(left.layers().get(i), counts[i]));
      }
      left = Mask.of(layers);
    }
  }

  private static NamedMask first(NamedMask layer, int count) {
    boolean[] keeps = layer.toArray();
    int kept = 0;
    for (int i = 0; i < keeps.length; i++) {
      keeps[i] = keeps[i] && kept++ < count;
    }
    return NamedMask.of(layer.name(), layer.shape(), keeps);
  }

  private static NamedMask best(NamedMask layer, float[] scores, int count) {
    boolean[] keeps = new boolean[scores.length];
    IntStream.range(0, scores.length)
        .filter(layer::keeps)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(i -> scores[i]).thenComparingInt(i -> i).reversed())
        .limit(count)
        .forEach(i -> keeps[i] = true);
    return NamedMask.of(layer.name(), layer.shape(), keeps);
  }
}
