package org.tombola.lottery.prune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Shape;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.PruneSettings;
import org.tombola.lottery.recipe.ScoreSettings;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Units;
import org.tombola.nn.Weights;

/// Removes whole filters of convolutions, and with each the weights of the next layer that read its
/// map (Li et al. 2017, section 3): what is left is a network with fewer channels, see
/// [org.tombola.nn.Compact]. What the pruned channel's normalisation does is read by nobody. With
/// the structure `units` the hidden units of linear layers are pruned in the same way.
///
/// [FilterScore] ranks them. In every group `round(fraction · survivors)` filters go, of equal
/// scores the first, and never the last of a layer. A group is a layer (scope `layerwise`) or all
/// layers together (`global`).
///
/// @param settings what one round removes
/// @param score what ranks the filters
/// @param filters that can go: those whose maps one layer alone reads
public record FilterPruner(PruneSettings settings, FilterScore score, List<Units> filters)
    implements Pruning {
  public FilterPruner {
    filters = List.copyOf(filters);
  }

  /// By the settings' criterion.
  ///
  /// @param network of the shape that is pruned; its numbers do not matter
  /// @param how the criterion's scores are used
  /// @param probe what the criterion may try
  public static FilterPruner of(
      PruneSettings settings, Module network, ScoreSettings how, Probe probe) {
    var score = FilterScore.named(settings.criterion(), how, probe);
    return new FilterPruner(settings, score, filters(network, settings));
  }

  /// What ranks filters besides the criteria of weights: names, and a line each.
  public static Map<String, String> criteria() {
    return Collections.unmodifiableMap(FilterScore.OF_FILTERS);
  }

  /// What of a network can go: filters, or with the structure `units` hidden units too.
  static List<Units> filters(Module network, PruneSettings settings) {
    if (settings.structure().equals(PruneSettings.UNITS)) {
      return Units.of(network);
    }
    Set<String> convolutions = new HashSet<>();
    network
        .parameters()
        .filter(p -> isConvolution(p.shape()))
        .forEach(p -> convolutions.add(p.name()));
    return Units.of(network).stream().filter(u -> convolutions.contains(u.from())).toList();
  }

  private static boolean isConvolution(Shape weight) {
    return weight.rank() == 4;
  }

  /// Whether a network can be pruned so.
  ///
  /// @throws InvalidSettings if no filter of it can go, or nothing ranks them
  public static void check(PruneSettings settings, String name, Module network) {
    var score = FilterScore.named(settings.criterion(), ScoreSettings.plain(), Probe.NONE);
    List<Units> filters = filters(network, settings);
    if (filters.isEmpty()) {
      throw new InvalidSettings(
          "prune.structure must be weights or units for the network %s, which has no convolution whose filters could go; not filters"
              .formatted(name));
    }
    if (score instanceof GreedySelection(var by, var _, var _)
        && by == GreedySelection.By.IMITATION
        && !Units.betweenLinear(network).containsAll(filters)) {
      throw new InvalidSettings(
          "prune.criterion must be another than %s for the network %s, which has filters: it is about units that a linear layer reads"
              .formatted(settings.criterion(), name));
    }
    if (score instanceof FilterScore.NormScale
        && filters.stream().anyMatch(units -> units.scale().isEmpty())) {
      throw new InvalidSettings(
          "prune.criterion must be another than %s for the network %s, which has filters without a normalisation"
              .formatted(settings.criterion(), name));
    }
  }

  private record Filter(int layer, int index, double score) {}

  @Override
  public Mask prune(Weights trained, Mask mask, int rounds, Function<String, RandomStream> random) {
    var layers = new ArrayList<List<Filter>>();
    List<Integer> left = filters.stream().map(units -> left(units, mask, rounds)).toList();
    List<double[]> scores = score.scores(filters, trained, mask, left, random);
    for (int i = 0; i < filters.size(); i++) {
      layers.add(alive(i, mask, scores.get(i)));
    }
    var gone = new ArrayList<Filter>();
    if (settings.scope().equals("global")) {
      gone.addAll(lowest(layers, settings.fraction(), rounds));
    } else {
      for (int i = 0; i < filters.size(); i++) {
        double fraction = fraction(filters.get(i), mask);
        gone.addAll(lowest(List.of(layers.get(i)), fraction, rounds));
      }
    }
    Mask rest = mask;
    for (int i = 0; i < filters.size(); i++) {
      int layer = i;
      Set<Integer> out = new HashSet<>();
      gone.stream().filter(f -> f.layer == layer).forEach(f -> out.add(f.index));
      rest = without(filters.get(i), out, rest);
    }
    return rest;
  }

  /// The part of a layer's own that a round removes.
  private double fraction(Units units, Mask mask) {
    double own = settings.convFraction();
    return own > 0 && isConvolution(mask.layer(units.from()).shape()) ? own : settings.fraction();
  }

  /// How many of a layer will stay; all if only the ranking of all layers tells.
  private int left(Units units, Mask mask, int rounds) {
    int alive = units.alive(mask.layer(units.from())).size();
    return settings.scope().equals("global")
        ? alive
        : Pruner.survivors(alive, fraction(units, mask), rounds);
  }

  /// The layers that lose neither filters nor inputs.
  @Override
  public List<NamedMask> exempt(Mask mask) {
    Set<String> touched = new HashSet<>();
    filters.forEach(units -> touched.addAll(List.of(units.from(), units.to())));
    return mask.layers().stream().filter(layer -> !touched.contains(layer.name())).toList();
  }

  /// The filters of a layer that have a weight left.
  private List<Filter> alive(int layer, Mask mask, double[] scores) {
    Units units = filters.get(layer);
    return units.alive(mask.layer(units.from())).stream()
        .map(f -> new Filter(layer, f, scores[f]))
        .toList();
  }

  private static List<Filter> lowest(List<List<Filter>> layers, double fraction, int rounds) {
    var ranked = new ArrayList<Filter>();
    layers.forEach(ranked::addAll);
    ranked.sort(Comparator.comparingDouble(Filter::score)); // stable: of equals the first
    int remove = ranked.size() - Pruner.survivors(Math.max(1, ranked.size()), fraction, rounds);
    Map<Integer, Integer> left = new HashMap<>();
    ranked.forEach(filter -> left.merge(filter.layer, 1, Integer::sum));
    var gone = new ArrayList<Filter>();
    for (Filter filter : ranked) {
      if (gone.size() < remove && left.getOrDefault(filter.layer, 0) > 1) {
        left.merge(filter.layer, -1, Integer::sum);
        gone.add(filter);
      }
    }
    return gone;
  }

  /// Without some units: the weights that give them and those that read them.
  private static Mask without(Units units, Set<Integer> out, Mask mask) {
    NamedMask from = mask.layer(units.from());
    NamedMask to = mask.layer(units.to());
    return mask.with(
        List.of(
            without(from, i -> out.contains(units.giving(i, from.shape()))),
            without(to, i -> out.contains(units.readBy(i, to.shape())))));
  }

  private static NamedMask without(NamedMask layer, IntPredicate gone) {
    boolean[] keeps = layer.toArray();
    for (int i = 0; i < keeps.length; i++) {
      keeps[i] &= !gone.test(i);
    }
    return NamedMask.of(layer.name(), layer.shape(), keeps);
  }
}
