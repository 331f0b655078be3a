package org.tombola.lottery.run;

import org.tombola.lottery.arm.Cell;

/// What is done with a cell, on the current backend: from its start to its result and files. The
/// result itself is written by [RunStore#finish].
interface CellWork {
  /// Does a cell.
  ///
  /// @throws InterruptedException if the thread was interrupted; the next run does the cell again,
  ///   or goes on with it
  Result run(Cell cell) throws InterruptedException;

  /// Whether the folder has all that this run wants of the cell.
  boolean isFinished(Cell cell);
}
