package org.tombola.lottery.prune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tombola.engine.RandomStream;
import org.tombola.lottery.recipe.PruneSettings;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Role;
import org.tombola.nn.Weights;

/// Removes an exact number of weights: in every group `round(fraction · survivors)` of the lowest
/// scores among the survivors, of equal scores the one with the lower index first, and never the
/// last weight.
///
/// A group is a layer (scope `layerwise`) or all layers together (`global`); shortcuts that are
/// kept are in none. The exact count makes the density after n rounds `(1 − fraction)ⁿ` up to `1 /
/// (2 · fraction)` weights a group: a round is off by at most half a weight, of which the next
/// keeps `1 − fraction`. Cutting at a threshold would remove all of a tie.
///
/// The way there may be gone in several passes, with scores computed anew for what each leaves
/// (Tanaka et al. 2020, "Pruning neural networks without any data by iteratively conserving
/// synaptic flow"); where it ends stays the same.
///
/// @param settings what one round removes
/// @param ranking what ranks the weights
public record Pruner(PruneSettings settings, Ranking ranking) implements Pruning {
  /// By a criterion that looks at the weights alone, in one pass.
  ///
  /// @throws org.tombola.engine.UnknownName if there is no such criterion
  public static Pruner of(PruneSettings settings) {
    return new Pruner(settings, Ranking.of(settings.criterion()));
  }

  /// Layers ranked together, and what a round removes of them.
  private record Group(List<NamedMask> layers, double fraction) {
    int survivors() {
      return layers.stream().mapToInt(Mask::kept).sum();
    }
  }

  @Override
  public Mask prune(Weights trained, Mask mask, int rounds, Function<String, RandomStream> random) {
    Mask left = mask;
    int passes = ranking.how().passes();
    for (int pass = 1; pass <= passes; pass++) {
      Map<String, float[]> scores = ranking.scores(trained, left, random);
      List<Group> before = groups(mask);
      List<Group> now = groups(left);
      var layers = new ArrayList<NamedMask>();
      for (int g = 0; g < now.size(); g++) {
        int from = before.get(g).survivors();
        int to = survivors(from, before.get(g).fraction, rounds);
        layers.addAll(pruned(now.get(g), between(from, to, pass, passes), scores));
      }
      left = left.with(layers);
    }
    return left;
  }

  /// How many weights stay in all.
  long left(Mask mask, int rounds) {
    return mask.kept()
        - groups(mask).stream()
            .mapToLong(g -> g.survivors() - survivors(g.survivors(), g.fraction, rounds))
            .sum();
  }

  /// Survivors after some of the passes from one number to another: each pass leaves the same
  /// share, `from · (to / from)^(pass / passes)`.
  static int between(int from, int to, int pass, int passes) {
    if (pass == passes || from == 0) {
      return to;
    }
    double share = StrictMath.pow((double) to / from, (double) pass / passes);
    return Math.clamp(Math.round(from * share), to, from);
  }

  /// Survivors of `survivors` weights after `rounds` rounds; at least 1 if there is any.
  static int survivors(int survivors, double fraction, int rounds) {
    int left = survivors;
    for (int i = 0; i < rounds; i++) {
      left = Math.min(left, Math.max(1, left - (int) Math.round(fraction * left)));
    }
    return left;
  }

  @Override
  public List<NamedMask> exempt(Mask mask) {
    var left = new ArrayList<>(mask.layers());
    groups(mask).stream()
        .filter(group -> group.fraction > 0)
        .forEach(g -> left.removeAll(g.layers));
    return List.copyOf(left);
  }

  private List<Group> groups(Mask mask) {
    List<NamedMask> layers = mask.layers();
    List<NamedMask> hidden = new ArrayList<>(layers.subList(0, layers.size() - 1));
    var output =
        new Group(layers.subList(layers.size() - 1, layers.size()), settings.outputFraction());
    var groups = new ArrayList<Group>();
    if (settings.shortcuts().equals("kept")) {
      hidden.removeIf(layer -> Role.isShortcut(layer.name()));
    }
    if (settings.scope().equals("layerwise")) {
      hidden.forEach(layer -> groups.add(new Group(List.of(layer), fraction(layer))));
      groups.add(output);
    } else if (settings.outputFraction() == 0) {
      groups.add(new Group(hidden, settings.fraction()));
      groups.add(output);
    } else {
      hidden.add(layers.getLast());
      groups.add(new Group(hidden, settings.fraction()));
    }
    return groups;
  }

  private double fraction(NamedMask layer) {
    boolean convolution = layer.shape().rank() == 4;
    return convolution && settings.convFraction() > 0
        ? settings.convFraction()
        : settings.fraction();
  }

  private static List<NamedMask> pruned(Group group, int target, Map<String, float[]> byLayer) {
    int survivors = group.survivors();
    int remove = survivors - target;
    // The score in the high half and the group's running index in the low: one sort does both.
    long[] ranked = new long[survivors];
    int count = 0;
    int offset = 0;
    for (NamedMask layer : group.layers) {
      float[] scores = of(layer, byLayer);
      for (int i = 0; i < scores.length; i++) {
        if (layer.keeps(i)) {
          ranked[count++] = ((long) sortable(scores[i]) << 32) | (offset + i);
        }
      }
      offset += scores.length;
    }
    Arrays.sort(ranked);

    var gone = new boolean[offset];
    for (int i = 0; i < remove; i++) {
      gone[(int) ranked[i]] = true;
    }
    var left = new ArrayList<NamedMask>();
    offset = 0;
    for (NamedMask layer : group.layers) {
      boolean[] keeps = layer.toArray();
      for (int i = 0; i < keeps.length; i++) {
        keeps[i] &= !gone[offset + i];
      }
      left.add(NamedMask.of(layer.name(), layer.shape(), keeps));
      offset += keeps.length;
    }
    return left;
  }

  /// The scores of a layer.
  static float[] of(NamedMask layer, Map<String, float[]> scores) {
    float[] its = scores.get(layer.name());
    if (its == null) {
      throw new IllegalArgumentException("no scores of the layer " + layer.name());
    }
    return its;
  }

  /// An int in the order of the floats: the bits of a negative float run backwards.
  private static int sortable(float score) {
    int bits = Float.floatToIntBits(score);
    return bits ^ ((bits >> 31) & 0x7FFFFFFF);
  }
}
