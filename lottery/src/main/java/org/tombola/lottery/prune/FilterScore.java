package org.tombola.lottery.prune;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.tombola.engine.RandomStream;
import org.tombola.lottery.linear.UnitVectors;
import org.tombola.lottery.recipe.ScoreSettings;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Units;
import org.tombola.nn.Weights;

/// How the filters of a layer are ranked for pruning: those with the lowest scores go first.
sealed interface FilterScore
    permits FilterScore.MeanOfWeights, FilterScore.NormScale, FilterScore.Ordered, GreedySelection {
  /// What only filters can be ranked by; the criteria of weights are there besides.
  SequencedMap<String, String> OF_FILTERS = ofFilters();

  private static SequencedMap<String, String> ofFilters() {
    var all = new TreeMap<String, String>();
    all.put(NormScale.NAME, "absolute value of the scale of the normalisation behind");
    for (var by : GreedySelection.By.values()) {
      all.put(by.label(), by.about());
    }
    for (var order : RemovalOrder.values()) {
      all.put(order.label(), order.about());
    }
    return all;
  }

  /// For each layer one score a filter that has a weight left; what stands at the others does not
  /// matter.
  ///
  /// @param layers the filters of some layers
  /// @param left how many of each will stay
  /// @param random numbers for a layer's name, this seed and this level
  List<double[]> scores(
      List<Units> layers,
      Weights trained,
      Mask mask,
      List<Integer> left,
      Function<String, RandomStream> random);

  /// The score of that name.
  ///
  /// @param how a criterion of weights is used
  /// @param probe what it may try
  /// @throws org.tombola.engine.UnknownName if there is no such criterion
  static FilterScore named(String criterion, ScoreSettings how, Probe probe) {
    for (var by : GreedySelection.By.values()) {
      if (by.label().equals(criterion)) {
        return new GreedySelection(by, how, probe);
      }
    }
    for (var order : RemovalOrder.values()) {
      if (order.label().equals(criterion)) {
        return new Ordered(order, how);
      }
    }
    return criterion.equals(NormScale.NAME)
        ? new NormScale(how)
        : new MeanOfWeights(
            new Ranking(Criteria.named(criterion, List.copyOf(OF_FILTERS.keySet())), how, probe));
  }

  /// The mean of the scores of a filter's surviving weights: with `magnitude` it ranks the filters
  /// of a layer as their L1 norms do (Li et al. 2017, section 3.1), and can be compared between
  /// layers.
  record MeanOfWeights(Ranking ranking) implements FilterScore {
    @Override
    public List<double[]> scores(
        List<Units> layers,
        Weights trained,
        Mask mask,
        List<Integer> left,
        Function<String, RandomStream> random) {
      Map<String, float[]> scores = ranking.scores(trained, mask, random);
      return layers.stream()
          .map(
              filters -> {
                NamedMask layer = mask.layer(filters.from());
                return means(filters, layer, Pruner.of(layer, scores));
              })
          .toList();
    }

    private static double[] means(Units filters, NamedMask layer, float[] scores) {
      double[] sums = new double[filters.count()];
      int[] kept = new int[filters.count()];
      for (int i = 0; i < scores.length; i++) {
        if (layer.keeps(i)) {
          int filter = filters.giving(i, layer.shape());
          sums[filter] += scores[i];
          kept[filter]++;
        }
      }
      for (int f = 0; f < sums.length; f++) {
        sums[f] /= Math.max(1, kept[f]);
      }
      return sums;
    }
  }

  /// `|γ|` of the normalisation behind the filter (Liu et al. 2017, "network slimming"). The
  /// penalty that draws them to zero in training is `train.scale-penalty`.
  record NormScale(ScoreSettings how) implements FilterScore {
    static final String NAME = "norm-scale";

    @Override
    public List<double[]> scores(
        List<Units> layers,
        Weights trained,
        Mask mask,
        List<Integer> left,
        Function<String, RandomStream> random) {
      return layers.stream().map(filters -> sizes(filters, trained)).toList();
    }

    private double[] sizes(Units filters, Weights trained) {
      String scale =
          filters
              .scale()
              .orElseThrow(
                  () -> new IllegalArgumentException(filters.from() + " has no normalisation"));
      float[] gammas = trained.get(scale).toArray();
      double[] sizes = new double[gammas.length];
      for (int f = 0; f < sizes.length; f++) {
        sizes[f] = how.keepsLowest() ? 0 - Math.abs(gammas[f]) : Math.abs(gammas[f]);
      }
      return sizes;
    }
  }

  /// How late a filter goes, when those of a layer go by what they read: its place in the order
  /// over their number, so that layers of any width compare.
  record Ordered(RemovalOrder order, ScoreSettings how) implements FilterScore {
    @Override
    public List<double[]> scores(
        List<Units> layers,
        Weights trained,
        Mask mask,
        List<Integer> left,
        Function<String, RandomStream> random) {
      Weights weights = mask.apply(trained);
      return layers.stream().map(filters -> lateness(filters, weights, mask)).toList();
    }

    private double[] lateness(Units filters, Weights weights, Mask mask) {
      List<Integer> alive = filters.alive(mask.layer(filters.from()));
      UnitVectors all = UnitVectors.of(weights.get(filters.from()));
      List<Integer> gone =
          order.of(
              new UnitVectors(
                  alive.stream().map(filter -> all.rows()[filter]).toArray(double[][]::new)));
      double[] scores = new double[filters.count()];
      for (int n = 0; n < gone.size(); n++) {
        double late = (n + 1.0) / gone.size();
        scores[alive.get(gone.get(n))] = how.keepsLowest() ? -late : late;
      }
      return scores;
    }
  }
}
