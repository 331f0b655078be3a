package org.tombola.lottery.claim;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a ticket has won by the definition of Ma et al. (2021, "Sanity Checks for Lottery Tickets",
/// section 3), from accuracies in per cent at each learning rate tried.
///
/// 1. The sparsity is at least 60 %, and training is long enough (which the recipe answers for).
/// 2. A small dense network with as many weights is clearly worse than the ticket.
/// 3. At some rate the ticket is clearly above the same mask drawn anew at whatever rate.
/// 4. At some rate the ticket is about as good as the dense network at that rate.
/// 5. At some rate it is about as good as the dense network at its best rate.
///
/// All five are the jackpot, all but the fifth the secondary prize. "Clearly" is by more than half
/// a point.
///
/// @param density of the ticket
/// @param ticket accuracy at each rate; likewise the others
public record Prize(
    double density,
    SortedMap<Double, Double> ticket,
    SortedMap<Double, Double> reinit,
    SortedMap<Double, Double> dense,
    SortedMap<Double, Double> small) {
  /// Whose accuracies there are, in the order of the components.
  public static final List<String> NETWORKS = List.of("ticket", "reinit", "dense", "small-dense");

  private static final double TRIVIAL = 0.4;
  private static final double CLEAR = 0.5;

  /// Accuracies and gaps come from quotients: 0.5 points is not more than 0.5 points.
  private static final double ROUNDING = 1e-6;

  /// What can be won.
  public enum Won {
    JACKPOT("jackpot"),
    SECONDARY("secondary prize"),
    NONE("none");

    private final String label;

    Won(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  public Prize {
    ticket = new TreeMap<>(ticket);
    reinit = new TreeMap<>(reinit);
    dense = new TreeMap<>(dense);
    small = new TreeMap<>(small);
    if (List.of(ticket, reinit, dense, small).stream().anyMatch(Map::isEmpty)) {
      throw new IllegalArgumentException("a prize needs accuracies of all four");
    }
  }

  /// Up to how many points below something counts as about as good, as published: CIFAR-10 0.5,
  /// CIFAR-100 1. Of other data sets the stricter one.
  public static double alike(String dataset) {
    return dataset.equals("cifar-100") ? 1 : 0.5;
  }

  /// The highest accuracy at any rate.
  public static double best(SortedMap<Double, Double> of) {
    return of.values().stream().mapToDouble(accuracy -> accuracy).max().orElseThrow();
  }

  /// The rate of the highest accuracy, of equals the smallest.
  public static double rate(SortedMap<Double, Double> of) {
    double best = best(of);
    return of.entrySet().stream()
        .filter(at -> at.getValue() == best)
        .mapToDouble(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /// The ticket less the dense network, at each rate that both were trained at.
  public SortedMap<Double, Double> gaps() {
    var gaps = new TreeMap<Double, Double>();
    ticket.forEach(
        (rate, accuracy) -> {
          Double same = dense.get(rate);
          if (same != null) {
            gaps.put(rate, accuracy - same);
          }
        });
    return gaps;
  }

  /// Which of the five conditions hold, in their order.
  ///
  /// @param alike up to how many points below something counts as about as good
  public List<Boolean> conditions(double alike) {
    double best = best(ticket);
    return List.of(
        density <= TRIVIAL + ROUNDING,
        best - best(small) > CLEAR + ROUNDING,
        best - best(reinit) > CLEAR + ROUNDING,
        gaps().values().stream().anyMatch(gap -> gap >= -alike - ROUNDING),
        best - best(dense) >= -alike - ROUNDING);
  }

  /// What that comes to.
  ///
  /// @param alike as of [#conditions]
  public Won won(double alike) {
    List<Boolean> hold = conditions(alike);
    if (hold.subList(0, 4).contains(false)) {
      return Won.NONE;
    }
    return hold.get(4) ? Won.JACKPOT : Won.SECONDARY;
  }
}
