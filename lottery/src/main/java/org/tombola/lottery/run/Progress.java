package org.tombola.lottery.run;

import java.util.List;
import java.util.function.Function;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.train.CurvePoint;
import org.tombola.lottery.train.Plan;

/// Hears how a run goes. Called from the threads that do the work, several at once: an
/// implementation guards its own state and returns quickly.
public interface Progress {
  /// Nobody listens.
  Progress NONE = new Progress() {};

  /// Before the first cell: all cells of the run in the order of the results, those of them an
  /// earlier run finished, and what each goes through.
  default void planned(List<Cell> cells, List<Cell> finished, Function<Cell, Plan> plans) {}

  /// Work on a cell begins.
  ///
  /// @param done steps an earlier run did, from whose checkpoint the cell goes on; 0 at its start
  default void started(Cell cell, int done) {}

  /// After every step of the cell's training.
  default void step(Cell cell, int step) {}

  default void evaluated(Cell cell, CurvePoint point) {}

  default void finished(Result result) {}

  /// The cell failed; one line says why.
  default void failed(Cell cell, String reason) {}

  /// The cell cannot be run because one it starts from failed.
  default void skipped(Cell cell, Cell because) {}
}
