package org.tombola.lottery.ensemble;

import java.util.List;
import org.tombola.engine.Rng;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Phase;
import org.tombola.nn.Weights;

/// What the networks of an ensemble of [Detectors] say to the 15 sets of patterns, and where their
/// filters point.
///
/// @param weights of the ensemble
public record Detection(Weights weights) {
  private static final int PATTERNS = 4;

  /// The filters of one class, w or u.
  ///
  /// @param both values of each, (2, H, T)
  public record Filters(NamedTensor both) {
    /// How many each network has, those of length 0 included.
    public int units() {
      return both.shape().dim(1);
    }

    /// How many networks, T.
    public int networks() {
      return both.shape().dim(2);
    }

    /// Filters of all networks; filter i is of network i mod T.
    public int size() {
      return units() * networks();
    }

    /// The first value of a filter.
    public float x(int index) {
      return both.at(index);
    }

    /// The second value of a filter.
    public float y(int index) {
      return both.at(size() + index);
    }

    /// The pattern of the quadrant that a filter points into, less one; −1 of a filter of length 0.
    public int nearest(int index) {
      return x(index) == 0 && y(index) == 0 ? -1 : PatternSet.nearest(x(index), y(index));
    }
  }

  public Filters positive() {
    return new Filters(weights.get(Detectors.POSITIVE));
  }

  public Filters negative() {
    return new Filters(weights.get(Detectors.NEGATIVE));
  }

  /// Whether each network is right: (sets by their bits less one, T).
  ///
  /// @param networks whose numbers are changed
  public boolean[][] right(Ensemble networks) {
    weights.into(networks);
    Points all = PatternSet.all();
    float[] z = networks.forward(all.inputs(), Phase.EVAL).toArray(); // (15, T)
    float[] y = all.targets().toArray();
    boolean[][] right = new boolean[y.length][z.length / y.length];
    for (int i = 0; i < z.length; i++) {
      int set = i / right[0].length;
      right[set][i % right[0].length] = (z[i] > 0) == (y[set] > 0.5f);
    }
    return right;
  }

  /// The networks with one filter a pattern and class, the sum of those that point into its
  /// quadrant: what many filters of one direction find is what their sum finds.
  public Detection merged() {
    Weights shapes = Weights.of(four(positive().networks()));
    return new Detection(
        Weights.of(
            List.of(
                merged(shapes.get(Detectors.POSITIVE), positive()),
                merged(shapes.get(Detectors.NEGATIVE), negative()))));
  }

  private static NamedTensor merged(NamedTensor like, Filters filters) {
    float[] sums = new float[like.shape().size()]; // (2, 4, T)
    int networks = filters.networks();
    for (int i = 0; i < filters.size(); i++) {
      int pattern = filters.nearest(i);
      if (pattern >= 0) {
        int into = pattern * networks + i % networks;
        sums[into] += filters.x(i);
        sums[PATTERNS * networks + into] += filters.y(i);
      }
    }
    return NamedTensor.of(like.name(), like.shape(), sums);
  }

  /// An ensemble of the size of [#merged] ones.
  public static Ensemble four(int networks) {
    return Ensemble.of(new EnsembleSize(Family.XORD, PATTERNS, networks), new Rng(0));
  }
}
