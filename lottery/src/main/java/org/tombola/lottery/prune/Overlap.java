package org.tombola.lottery.prune;

import java.util.Optional;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// What two masks of a layer, or of a network, have in common.
///
/// @param size weights of the layer
/// @param left ones of the first
/// @param right ones of the second
/// @param both ones of both
/// @param byChance ones of both that there would be with as many in each layer at random places
/// @param sameSign those of both whose weights have the same sign, 0 being none; empty if nobody
///   knows the weights
public record Overlap(
    long size, long left, long right, long both, double byChance, Optional<Long> sameSign) {
  /// No weights at all.
  public static final Overlap NONE = new Overlap(0, 0, 0, 0, 0, Optional.of(0L));

  /// Of one layer.
  ///
  /// @param a the first network's weights, and `b` the second's
  public static Overlap of(
      NamedMask left, NamedMask right, Optional<Weights> a, Optional<Weights> b) {
    NamedTensor x = a.map(weights -> weights.get(left.name())).orElse(null);
    NamedTensor y = b.map(weights -> weights.get(left.name())).orElse(null);
    int ones = 0;
    int same = 0;
    boolean known = x != null && y != null;
    for (int i = 0; i < left.shape().size(); i++) {
      if (left.keeps(i) && right.keeps(i)) {
        ones++;
        if (x != null && y != null) {
          same += Math.signum(x.at(i)) * Math.signum(y.at(i)) > 0 ? 1 : 0;
        }
      }
    }
    int size = left.shape().size();
    long first = Mask.kept(left);
    long second = Mask.kept(right);
    return new Overlap(
        size,
        first,
        second,
        ones,
        (double) first * second / size,
        known ? Optional.of((long) same) : Optional.empty());
  }

  /// Both together.
  public Overlap plus(Overlap other) {
    return new Overlap(
        size + other.size,
        left + other.left,
        right + other.right,
        both + other.both,
        byChance + other.byChance,
        sameSign.flatMap(here -> other.sameSign.map(there -> here + there)));
  }

  /// Ones of both over ones of either; 1 if there are none.
  public double iou() {
    long either = left + right - both;
    return either == 0 ? 1 : (double) both / either;
  }

  /// [#iou] by chance.
  public double iouByChance() {
    double either = left + right - byChance;
    return either == 0 ? 1 : byChance / either;
  }

  /// The share of [#both] with the same sign; empty if nobody knows, or there are none.
  public Optional<Double> signAgreement() {
    return sameSign.filter(_ -> both > 0).map(same -> (double) same / both);
  }
}
