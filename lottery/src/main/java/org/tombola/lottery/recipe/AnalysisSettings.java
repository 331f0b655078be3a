package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.oneOf;
import static org.tombola.lottery.recipe.InvalidSettings.require;

/// Keys `analysis.*`: how what is found out from finished cells is computed.
///
/// @param points on the line between two networks, its ends included
/// @param normStatistics of batch normalisations on that line: `interpolated` like the weights, or
///   `re-estimated` from training batches
public record AnalysisSettings(int points, String normStatistics) {
  static final AnalysisSettings DEFAULTS = new AnalysisSettings(30, "interpolated");

  public AnalysisSettings {
    require(points >= 2 && points <= 1000, "analysis.points", points, "in 2 .. 1000");
    oneOf("analysis.norm-statistics", normStatistics, "interpolated", "re-estimated");
  }

  public boolean reEstimated() {
    return normStatistics.equals("re-estimated");
  }
}
