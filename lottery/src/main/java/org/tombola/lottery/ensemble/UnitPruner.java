package org.tombola.lottery.ensemble;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.tombola.engine.RandomStream;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.prune.Pruning;
import org.tombola.nn.Weights;

/// Removes whole hidden units, in every network of an ensemble as many: those with the lowest
/// scores, of equal scores the one with the lower index first. With a unit go its weights in and
/// out.
///
/// @param counts units before the first round, then what each round leaves
/// @param score what ranks the units
public record UnitPruner(List<Integer> counts, UnitScore score) implements Pruning {
  public UnitPruner {
    counts = List.copyOf(counts);
  }

  @Override
  public Mask prune(Weights trained, Mask mask, int rounds, Function<String, RandomStream> random) {
    UnitMask before = UnitMask.of(mask);
    int networks = before.networks();
    int left = counts.get(counts.indexOf(before.count()) + rounds);
    float[] scores = score.of(trained, random.apply("units"));
    boolean[] keeps = new boolean[scores.length];
    for (int t = 0; t < networks; t++) {
      int network = t;
      List<Integer> ranked =
          Arrays.stream(before.kept(network))
              .map(unit -> unit * networks + network)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> scores[i])) // stable
              .toList();
      ranked.subList(ranked.size() - left, ranked.size()).forEach(i -> keeps[i] = true);
    }
    return UnitMask.of(before.shape(), keeps).in(mask);
  }
}
