package org.tombola.lottery.run;

import java.nio.file.Path;
import java.util.List;
import org.tombola.engine.Backends;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.lottery.arm.Arm;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.count.Counts;
import org.tombola.lottery.count.LayerCount;
import org.tombola.lottery.prune.Pruner;

/// `counts.csv`: a row a prunable layer of each finished cell, what its weights amount to. Follows
/// from the masks alone.
final class CountsTable {
  static final String FILE = "counts.csv";

  private static final String HEADER =
      "arm,seed,level,layer,weights,kept,exempt,units,dead_units,uses,dense_flops,sparse_flops\n";

  private CountsTable() {}

  /// Ensembles have no such numbers: their networks are pruned by unit, each in its own place.
  static void write(Laboratory laboratory, Path folder, List<Cell> finished) {
    if (laboratory.task() instanceof EnsembleTask) {
      return;
    }
    try (var backend = Backends.open("reference", 1)) {
      String text = Backends.with(backend, () -> csv(laboratory, finished));
      AtomicFile.write(folder.resolve(FILE), text);
    }
  }

  private static String csv(Laboratory laboratory, List<Cell> finished) {
    var image = laboratory.task().data().train().shape();
    var counts =
        Counts.of(
            laboratory.network(new Rng(0)),
            Shape.of(image.channels(), image.height(), image.width()));
    var text = new StringBuilder(HEADER);
    for (Cell cell : finished) {
      Arm arm = laboratory.timeline().arms().named(cell.arm());
      var pruner = Pruner.of(arm.settings().mask().over(laboratory.settings().prune()));
      for (LayerCount layer : counts.layers(laboratory.mask(cell), pruner)) {
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
    }
    return text.toString();
  }
}
