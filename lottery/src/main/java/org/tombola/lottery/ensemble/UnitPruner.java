package org.tombola.lottery.ensemble;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Shape;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.prune.Pruning;
import org.tombola.nn.NamedMask;
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
    NamedMask before = mask.layer(Ensemble.OUTPUT); // (H, T)
    Shape shape = before.shape();
    int units = shape.dim(0);
    int networks = shape.dim(1);
    int left = counts.get(counts.indexOf(Mask.kept(before) / networks) + rounds);
    float[] scores = score.of(trained, random.apply("units"));
    boolean[] keeps = new boolean[shape.size()];
    for (int t = 0; t < networks; t++) {
      int network = t;
      List<Integer> ranked =
          IntStream.range(0, units)
              .map(unit -> unit * networks + network)
              .filter(before::keeps)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> scores[i])) // stable
              .toList();
      ranked.subList(ranked.size() - left, ranked.size()).forEach(i -> keeps[i] = true);
    }
    var layers = new ArrayList<NamedMask>();
    layers.add(NamedMask.of(Ensemble.HIDDEN, mask.layer(Ensemble.HIDDEN).shape(), twice(keeps)));
    layers.add(NamedMask.of(Ensemble.OUTPUT, shape, keeps));
    return mask.with(layers);
  }

  /// Both inputs of a unit go with it.
  private static boolean[] twice(boolean[] keeps) {
    boolean[] both = new boolean[2 * keeps.length];
    System.arraycopy(keeps, 0, both, 0, keeps.length);
    System.arraycopy(keeps, 0, both, keeps.length, keeps.length);
    return both;
  }
}
