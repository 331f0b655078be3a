package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.require;

/// Keys `arm.<name>.rewire.*`: how the mask changes while the network is trained.
///
/// @param rule a name of the registry of rules; `none` for a mask that stays
/// @param every steps between two changes
/// @param fraction of a layer's weights exchanged at the first change; falls like a cosine to 0
/// @param from no change before
/// @param until no change after
/// @param threshold of the rule `str`: what s is at first in the threshold σ(s) of each layer
/// @param gates of the rules `variational-dropout` and `l0`
public record RewireSettings(
    String rule,
    Duration every,
    double fraction,
    Moment from,
    Moment until,
    double threshold,
    GateSettings gates) {
  /// σ(s) = 0.0067: less than most weights of most layers at first.
  public static final double THRESHOLD = -5;

  /// A mask that stays as it is.
  public static final RewireSettings NONE =
      new RewireSettings("none", Duration.iterations(100), 0.3, Moment.INIT, Moment.FINAL);

  /// Of a rule without thresholds and gates.
  public RewireSettings(String rule, Duration every, double fraction, Moment from, Moment until) {
    this(rule, every, fraction, from, until, THRESHOLD, GateSettings.DEFAULTS);
  }

  public RewireSettings {
    require(!every.isZero(), "arm.rewire.every", every, "at least 1");
    require(
        fraction > 0 && fraction <= 1, "arm.rewire.fraction", fraction, "above 0 and at most 1");
    require(
        threshold >= -1e6 && threshold <= 100,
        "arm.rewire.threshold",
        threshold,
        "in -1000000 .. 100");
  }

  /// Whether the mask stays as it is.
  public boolean isNone() {
    return rule.equals("none");
  }
}
