package org.tombola.lottery.arm;

import java.util.List;

/// The ticket's mask with weights drawn anew: does the structure alone make a ticket? (Frankle and
/// Carbin 2019, section 2, "random reinitialization").
record Reinit() implements Arm {
  @Override
  public String name() {
    return "reinit";
  }

  @Override
  public String about() {
    return "the ticket's mask with redrawn weights";
  }

  @Override
  public List<Cell> needs(Cell cell) {
    return Ticket.before(cell);
  }

  @Override
  public Start start(Cell cell, Sources sources) {
    var weights = sources.redrawn(cell.seed(), "reinit/level-" + cell.level());
    return Start.of(weights, Ticket.mask(cell, sources));
  }
}
