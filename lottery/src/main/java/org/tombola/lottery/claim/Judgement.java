package org.tombola.lottery.claim;

import java.util.Optional;
import org.tombola.lottery.recipe.Claim;

/// A claim held against a run.
///
/// @param measured empty if one of the arms was not measured there, or no seed has both
/// @param why what stands in the way of a verdict; empty if there is one
public record Judgement(Claim claim, Verdict verdict, Optional<Comparison> measured, String why) {
  /// Both sides, means over the seeds that have both, in the statistic's unit.
  ///
  /// @param difference left − right
  /// @param low lower end of the interval of the difference
  /// @param high upper end
  /// @param level the round of the left side
  /// @param density of the left side
  public record Comparison(
      double left,
      double right,
      double difference,
      double low,
      double high,
      int seeds,
      int level,
      double density) {}
}
