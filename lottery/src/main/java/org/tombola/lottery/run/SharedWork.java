package org.tombola.lottery.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.tombola.lottery.arm.Cell;

/// Takes over what another cell left where that is the same training, and leaves all other cells to
/// somebody else.
record SharedWork(CellWork others, SharedCells shared, RunStore store, Progress progress)
    implements CellWork {
  /// What is a cell's own.
  private static final Set<String> OWN = Set.of("result.json", "done", "failed", CountsTable.FILE);

  @Override
  public Result run(Cell cell) throws InterruptedException {
    var original = shared.original(cell);
    return original.isPresent() ? taken(cell, original.get()) : others.run(cell);
  }

  @Override
  public boolean isFinished(Cell cell) {
    return others.isFinished(cell);
  }

  private Result taken(Cell cell, Cell original) {
    long begin = System.nanoTime();
    progress.started(cell, 0);
    CellFolder from = store.cell(original);
    CellFolder to = store.cell(cell);
    Result its = from.readResult();
    to.clear();
    try {
      List<Path> left;
      try (var files = Files.list(from.path())) {
        left = files.filter(file -> !OWN.contains(file.getFileName().toString())).toList();
      }
      for (Path file : left) {
        Files.copy(file, to.path().resolve(file.getFileName()));
      }
      if (Files.exists(from.counts())) {
        String rows = Files.readString(from.counts());
        String name = "(?m)^" + original.arm() + ",";
        AtomicFile.write(to.counts(), rows.replaceAll(name, cell.arm() + ","));
      }
    } catch (IOException e) {
      throw RunRefused.unwritable(to.path(), e);
    }
    return its.under(cell.arm(), (System.nanoTime() - begin) * 1e-9);
  }
}
