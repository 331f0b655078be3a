package org.tombola.lottery.arm;

import java.util.List;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
import org.tombola.lottery.prune.Mask;

/// Iterative magnitude pruning: train, prune, go back to the initial weights, repeat (Frankle and
/// Carbin 2019, section 2, strategy 1). Level 0 is the dense network.
record Ticket() implements Arm {
  static final String NAME = "ticket";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String about() {
    return "pruned round by round, rewound to its initial weights";
  }

  @Override
  public List<Cell> needs(Cell cell) {
    return before(cell);
  }

  @Override
  public Start start(Cell cell, Sources sources) {
    return Start.of(sources.init(cell.seed()), mask(cell, sources));
  }

  /// What must be finished before the ticket's mask at a cell's level is known: the level above.
  static List<Cell> before(Cell cell) {
    return cell.level() == 0 ? List.of() : List.of(Cell.ticket(cell.seed(), cell.level() - 1));
  }

  /// The ticket's mask at the level of `cell`, which may be of any arm: the level above, pruned
  /// once.
  static Mask mask(Cell cell, Sources sources) {
    if (cell.level() == 0) {
      return sources.dense();
    }
    Cell above = Cell.ticket(cell.seed(), cell.level() - 1);
    return sources
        .pruner()
        .prune(sources.trained(above), sources.mask(above), 1, name -> random(cell, name));
  }

  /// For criteria that draw: one stream a layer, seed and level.
  static RandomStream random(Cell cell, String layer) {
    return new Rng(cell.seed()).stream("prune/level-%d/%s".formatted(cell.level(), layer));
  }
}
