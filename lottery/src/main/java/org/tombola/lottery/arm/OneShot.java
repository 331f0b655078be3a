package org.tombola.lottery.arm;

import java.util.List;

/// The trained dense network pruned once to the ticket's counts, rewound: are the rounds needed?
/// (Frankle and Carbin 2019, section 2, "one-shot".)
record OneShot() implements Arm {
  @Override
  public String name() {
    return "oneshot";
  }

  @Override
  public String about() {
    return "the dense network pruned once to the ticket's counts, rewound";
  }

  @Override
  public List<Cell> needs(Cell cell) {
    return List.of(Cell.ticket(cell.seed(), 0));
  }

  @Override
  public Start start(Cell cell, Sources sources) {
    var mask =
        sources
            .pruner()
            .prune(
                sources.trained(Cell.ticket(cell.seed(), 0)),
                sources.dense(),
                cell.level(),
                name -> Ticket.random(cell, name));
    return Start.of(sources.init(cell.seed()), mask);
  }
}
