package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.oneOf;
import static org.tombola.lottery.recipe.InvalidSettings.require;

import java.util.List;

/// Keys `analysis.*`: how what is found out from finished cells is computed.
///
/// @param points on the line between two networks, its ends included
/// @param normStatistics of batch normalisations on that line: `interpolated` like the weights, or
///   `re-estimated` from training batches
/// @param layer whose units are dissected, like `layer2.0.bn2`; [#LAST] for the last one of maps
/// @param moments of a training at which analyses that follow it look, beside its start and end
public record AnalysisSettings(
    int points, String normStatistics, String layer, List<Moment> moments) {
  /// The layer of maps that is nearest to the output.
  public static final String LAST = "last";

  static final AnalysisSettings DEFAULTS = new AnalysisSettings(30, "interpolated", LAST);

  /// Without moments.
  public AnalysisSettings(int points, String normStatistics, String layer) {
    this(points, normStatistics, layer, List.of());
  }

  public AnalysisSettings {
    moments = List.copyOf(moments);
    require(points >= 2 && points <= 1000, "analysis.points", points, "in 2 .. 1000");
    oneOf("analysis.norm-statistics", normStatistics, "interpolated", "re-estimated");
    require(!layer.isBlank(), "analysis.layer", "blank", "a layer's name, or " + LAST);
  }

  public boolean reEstimated() {
    return normStatistics.equals("re-estimated");
  }
}
