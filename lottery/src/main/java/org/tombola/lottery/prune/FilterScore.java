package org.tombola.lottery.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.tombola.engine.RandomStream;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Units;
import org.tombola.nn.Weights;

/// How the filters of a layer are ranked for pruning: those with the lowest scores go first.
sealed interface FilterScore {
  /// What only filters can be ranked by; the criteria of weights are there besides.
  SequencedMap<String, String> OF_FILTERS =
      new TreeMap<>(
          Map.of(NormScale.NAME, "absolute value of the scale of the normalisation behind"));

  /// One score a filter that has a weight left; what stands at the others does not matter.
  ///
  /// @param random numbers for this layer, this seed and this level
  double[] scores(Units filters, Weights trained, NamedMask keeps, RandomStream random);

  /// This score of networks that began as `init`: itself, unless it compares with that.
  default FilterScore from(Supplier<Weights> init) {
    return this;
  }

  /// The score of that name.
  ///
  /// @throws org.tombola.engine.UnknownName if there is no such criterion
  static FilterScore named(String criterion) {
    return criterion.equals(NormScale.NAME)
        ? new NormScale()
        : new MeanOfWeights(Criteria.named(criterion, List.copyOf(OF_FILTERS.keySet())));
  }

  /// The mean of the scores of a filter's surviving weights: with `magnitude` it ranks the filters
  /// of a layer as their L1 norms do (Li et al. 2017, section 3.1), and can be compared between
  /// layers.
  record MeanOfWeights(Criterion criterion) implements FilterScore {
    @Override
    public FilterScore from(Supplier<Weights> init) {
      return new MeanOfWeights(criterion.from(init));
    }

    @Override
    public double[] scores(Units filters, Weights trained, NamedMask keeps, RandomStream random) {
      NamedTensor weight = trained.get(filters.from());
      float[] scores = criterion.scores(weight, random);
      double[] sums = new double[filters.count()];
      int[] kept = new int[filters.count()];
      for (int i = 0; i < scores.length; i++) {
        if (keeps.keeps(i)) {
          int filter = filters.giving(i, weight.shape());
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
  record NormScale() implements FilterScore {
    static final String NAME = "norm-scale";

    @Override
    public double[] scores(Units filters, Weights trained, NamedMask keeps, RandomStream random) {
      String scale =
          filters
              .scale()
              .orElseThrow(
                  () -> new IllegalArgumentException(filters.from() + " has no normalisation"));
      var scores = new ArrayList<Double>();
      for (float gamma : trained.get(scale).toArray()) {
        scores.add((double) Math.abs(gamma));
      }
      return scores.stream().mapToDouble(s -> s).toArray();
    }
  }
}
