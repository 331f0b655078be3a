package org.tombola.lottery.run;

import java.util.List;
import org.tombola.lottery.arm.Cell;

/// How a run ended.
///
/// @param results of every finished cell in the folder, sorted as in `results.csv`
/// @param failures cells that failed in this run
/// @param skipped cells not run because one they start from failed
public record Outcome(List<Result> results, List<Failure> failures, List<Cell> skipped) {
  /// A cell that failed, and why in one line.
  public record Failure(Cell cell, String reason) {}

  public boolean complete() {
    return failures.isEmpty() && skipped.isEmpty();
  }
}
