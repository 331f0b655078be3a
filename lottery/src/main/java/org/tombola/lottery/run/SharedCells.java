package org.tombola.lottery.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tombola.lottery.arm.Arms;
import org.tombola.lottery.arm.Cell;

/// Cells that are one training under the names of several arms: the dense networks of arms that
/// train them alike. One is trained, the others take over what it left.
///
/// @param originals for every cell that takes over, the one that is trained
record SharedCells(Map<Cell, Cell> originals) {
  SharedCells {
    originals = Map.copyOf(originals);
  }

  /// Of several cells that are the same a finished one is the original, or else the first.
  ///
  /// @param cells of the run, in the order of the results
  static SharedCells of(Arms arms, Collection<Cell> cells, Collection<Cell> finished) {
    List<Cell> dense = cells.stream().filter(cell -> cell.level() == 0).toList();
    var originals = new HashMap<Cell, Cell>();
    for (Cell cell : dense) {
      List<Cell> same = dense.stream().filter(other -> same(arms, cell, other)).toList();
      Cell original = same.stream().filter(finished::contains).findFirst().orElse(same.getFirst());
      if (!original.equals(cell)) {
        originals.put(cell, original);
      }
    }
    return new SharedCells(originals);
  }

  private static boolean same(Arms arms, Cell cell, Cell other) {
    return cell.equals(other)
        || (cell.seed() == other.seed()
            && arms.named(cell.arm()).sharesDense(arms.named(other.arm())));
  }

  Optional<Cell> original(Cell cell) {
    return Optional.ofNullable(originals.get(cell));
  }

  /// The states that are wanted of a cell are wanted of its original.
  void keep(Map<Cell, SortedSet<Integer>> kept) {
    originals.forEach(
        (cell, original) -> {
          if (kept.containsKey(cell)) {
            kept.computeIfAbsent(original, _ -> new TreeSet<>()).addAll(kept.get(cell));
          }
        });
  }

  /// The originals come before the cells that take over from them.
  ///
  /// @param order every cell and those before it
  SequencedMap<Cell, List<Cell>> before(SequencedMap<Cell, List<Cell>> order) {
    originals.forEach((cell, original) -> order.put(cell, List.of(original)));
    return order;
  }
}
