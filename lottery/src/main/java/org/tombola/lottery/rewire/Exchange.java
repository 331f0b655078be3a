package org.tombola.lottery.rewire;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedMask;

/// One layer's change of mask.
final class Exchange {
  private Exchange() {}

  /// Drops the `count` smallest weights and grows as many with the highest scores among all that
  /// are then pruned, the ones just dropped included; of equals those with the lower index. A
  /// weight that is dropped and grown at once stays as it was.
  ///
  /// @param weights row-major
  /// @param scores of growth, row-major
  static NamedMask exchanged(NamedMask mask, float[] weights, float[] scores, int count) {
    boolean[] keeps = dropped(mask, weights, count).toArray();
    int[] grown =
        IntStream.range(0, keeps.length)
            .filter(i -> !keeps[i])
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores[i]))
            .limit(count)
            .mapToInt(i -> i)
            .toArray();
    for (int i : grown) {
      keeps[i] = true;
    }
    return NamedMask.of(mask.name(), mask.shape(), keeps);
  }

  /// Without its `count` smallest weights.
  static NamedMask dropped(NamedMask mask, float[] weights, int count) {
    boolean[] keeps = mask.toArray();
    IntStream.range(0, keeps.length)
        .filter(mask::keeps)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> Math.abs(weights[i])))
        .limit(Math.min(count, Mask.kept(mask)))
        .forEach(i -> keeps[i] = false);
    return NamedMask.of(mask.name(), mask.shape(), keeps);
  }
}
