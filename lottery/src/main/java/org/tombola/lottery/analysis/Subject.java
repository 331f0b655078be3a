package org.tombola.lottery.analysis;

import java.util.List;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.Weights;

/// A trained network.
///
/// @param weights after the last step, running statistics included
/// @param mask which of them were trained
/// @param course the network at its start, at the moments asked for and at its end, or at its start
///   and its end, for an analysis that wants it; otherwise the end alone
/// @param rate the learning rate that its schedule changes; NaN if it is not known
/// @param level its pruning round, 0 for the dense network
/// @param arm what a recipe calls it; empty if it is not known
public record Subject(
    Weights weights, Mask mask, List<Snapshot> course, double rate, int level, String arm) {
  public Subject {
    course = List.copyOf(course);
  }

  /// At no known rate.
  public Subject(Weights weights, Mask mask, List<Snapshot> course) {
    this(weights, mask, course, Double.NaN, 0, "");
  }

  /// Only as it is at the end.
  public Subject(Weights weights, Mask mask) {
    this(weights, mask, List.of(new Snapshot(0, weights, mask)), Double.NaN, 0, "");
  }
}
