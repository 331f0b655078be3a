package org.tombola.lottery.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.tombola.lottery.arm.Cell;

/// The cells still to be run, handed out when what they need is finished. For several threads.
///
/// Cells that others need come first, lower levels before higher ones, so that the long chain of a
/// ticket's levels never waits for controls. The order changes no result.
final class CellQueue {
  private final SequencedMap<Cell, List<Cell>> waiting = new LinkedHashMap<>();
  private final Set<Cell> finished;
  private int running;

  /// @param needs every cell of the run and the cells it starts from
  /// @param finished cells that need not be run
  CellQueue(Map<Cell, List<Cell>> needs, List<Cell> finished) {
    this.finished = new HashSet<>(finished);
    Set<Cell> needed = new HashSet<>();
    needs.values().forEach(needed::addAll);
    needs.keySet().stream()
        .filter(cell -> !this.finished.contains(cell))
        .sorted(
            Comparator.comparing((Cell cell) -> !needed.contains(cell))
                .thenComparingInt(Cell::level)
                .thenComparing(ResultsTable.ORDER))
        .forEach(cell -> waiting.put(cell, needs.getOrDefault(cell, List.of())));
  }

  /// The next cell that can be run; waits for one, and is empty once there will be none.
  synchronized Optional<Cell> take() throws InterruptedException {
    while (true) {
      for (var entry : waiting.entrySet()) {
        if (finished.containsAll(entry.getValue())) {
          Cell cell = entry.getKey();
          waiting.remove(cell);
          running++;
          return Optional.of(cell);
        }
      }
      if (running == 0) {
        return Optional.empty();
      }
      wait();
    }
  }

  synchronized void finished(Cell cell) {
    finished.add(cell);
    running--;
    notifyAll();
  }

  /// Takes out every cell that starts from the failed one, directly or not, and returns them.
  synchronized List<Cell> failed(Cell cell) {
    var lost = new ArrayList<Cell>();
    var doomed = new HashSet<>(Set.of(cell));
    for (boolean more = true; more; ) {
      more = false;
      for (var entry : List.copyOf(waiting.entrySet())) {
        if (entry.getValue().stream().anyMatch(doomed::contains)) {
          waiting.remove(entry.getKey());
          doomed.add(entry.getKey());
          lost.add(entry.getKey());
          more = true;
        }
      }
    }
    running--;
    notifyAll();
    return lost;
  }
}
