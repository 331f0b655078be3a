package org.tombola.lottery.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.recipe.Settings;

/// What a run folder holds, as `status` shows it: the cells of the latest run started there.
///
/// @param lines one a planned cell, in the order of the results
/// @param holder who runs in the folder now, like `pid 4711 on host since 2026-01-01T12:00:00Z`, or
///   empty
public record RunStatus(List<Line> lines, String holder) {
  public enum State {
    DONE,
    /// Begun, and a run is at work in the folder.
    RUNNING,
    FAILED,
    /// Not begun, or begun by a run that has ended since.
    MISSING
  }

  /// One cell.
  ///
  /// @param detail the reason of a failure, how far a running cell is, otherwise empty
  /// @param folder of the cell, whether it is there yet or not
  public record Line(Cell cell, State state, String detail, Path folder) {}

  /// Looks, without a lock.
  ///
  /// @throws RunRefused if the folder is no run
  public static RunStatus of(Path folder) {
    Path file = folder.resolve(Provenance.FILE);
    if (!Files.isRegularFile(file)) {
      throw new RunRefused(
          "%s is no run folder: it holds no %s".formatted(folder, Provenance.FILE));
    }
    Settings settings = Provenance.read(folder).asSettings();
    Identity identity = Identity.of(settings);
    String holder = FolderLock.holder(folder).orElse("");
    var lines =
        Experiment.of(settings).cells().stream()
            .map(cell -> line(cell, CellFolder.of(folder, identity, cell), !holder.isEmpty()))
            .toList();
    return new RunStatus(lines, holder);
  }

  public long count(State state) {
    return lines.stream().filter(line -> line.state() == state).count();
  }

  private static Line line(Cell cell, CellFolder folder, boolean held) {
    try {
      if (folder.isDone()) {
        return new Line(cell, State.DONE, "", folder.path());
      } else if (Files.exists(folder.failed())) {
        return new Line(
            cell, State.FAILED, Files.readString(folder.failed()).strip(), folder.path());
      } else if (held && Files.exists(folder.metrics())) {
        long evaluations = Files.readString(folder.metrics()).lines().count();
        return new Line(cell, State.RUNNING, evaluations + " evaluations", folder.path());
      }
      return new Line(cell, State.MISSING, "", folder.path());
    } catch (IOException e) {
      throw RunRefused.unreadable(folder.path(), e);
    }
  }
}
