package org.tombola.lottery.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.count.LayerCount;

/// `counts.csv`: a row a prunable layer of each finished cell, what its weights amount to. Every
/// cell has its rows in its own folder; ensembles, which are pruned by unit and each network in its
/// own places, have none.
final class CountsTable {
  static final String FILE = "counts.csv";

  private static final String HEADER =
      "arm,seed,level,layer,weights,kept,exempt,units,dead_units,uses,dense_flops,sparse_flops\n";

  private CountsTable() {}

  /// The rows of a cell.
  static String rows(Cell cell, List<LayerCount> layers) {
    var text = new StringBuilder();
    for (LayerCount layer : layers) {
      text.append(
          "%s,%d,%d,%s,%d,%d,%s,%d,%d,%d,%d,%d\n"
              .formatted(
                  cell.arm(),
                  cell.seed(),
                  cell.level(),
                  layer.name(),
                  layer.weights(),
                  layer.kept(),
                  layer.exempt() ? "yes" : "no",
                  layer.units(),
                  layer.deadUnits(),
                  layer.uses(),
                  layer.denseFlops(),
                  layer.sparseFlops()));
    }
    return text.toString();
  }

  /// Puts the rows of all cells together; without any no table is written.
  static void write(RunStore store, Path folder) {
    var text = new StringBuilder(HEADER);
    for (Cell cell : store.finished()) {
      Path file = store.cell(cell).counts();
      if (Files.exists(file)) {
        try {
          text.append(Files.readString(file));
        } catch (IOException e) {
          throw RunRefused.unreadable(file, e);
        }
      }
    }
    if (text.length() > HEADER.length()) {
      AtomicFile.write(folder.resolve(FILE), text.toString());
    }
  }
}
