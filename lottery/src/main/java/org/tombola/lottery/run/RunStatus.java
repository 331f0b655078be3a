package org.tombola.lottery.run;

import java.nio.file.Path;
import java.util.List;
import org.tombola.lottery.arm.Cell;

/// What a run folder holds, as `status` shows it.
///
/// @param lines one a planned cell, in the order of the results
/// @param holder who runs in the folder now, like `pid 4711 on host since 2026-01-01T12:00:00Z`, or
///     empty
public record RunStatus(List<Line> lines, String holder) {
  public enum State {
    DONE,
    RUNNING,
    FAILED,
    MISSING
  }

  /// @param detail the reason of a failure, the last step of a running cell, otherwise empty
  public record Line(Cell cell, State state, String detail) {}

  /// @throws RunRefused if the folder is no run
  public static RunStatus of(Path folder) {
    throw new UnsupportedOperationException();
  }

  public long count(State state) {
    return lines.stream().filter(line -> line.state() == state).count();
  }
}
