package org.tombola.lottery.arm;

/// One training of one network: the unit of work, of resuming, and a row of the results.
///
/// @param arm the rule the network starts from
/// @param seed the replicate
/// @param level how often the network was pruned; 0 is the dense network, for most arms a cell of
///   the arm `ticket`
public record Cell(String arm, int seed, int level) {
  static final String TICKET = "ticket";

  /// A cell of iterative pruning. Level 0 is the dense network, the trunk from which others branch.
  public static Cell ticket(int seed, int level) {
    return new Cell(TICKET, seed, level);
  }

  /// Like `ticket, seed 0, level 3`.
  @Override
  public String toString() {
    return "%s, seed %d, level %d".formatted(arm, seed, level);
  }
}
