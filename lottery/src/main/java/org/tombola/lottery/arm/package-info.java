/// The arms of an experiment: where a network's mask and start weights come from.
///
/// Read in this order: [org.tombola.lottery.arm.Cell], a point of the grid;
/// [org.tombola.lottery.arm.Arm], the rule; [org.tombola.lottery.arm.Ticket], iterative pruning;
/// then the controls [org.tombola.lottery.arm.Reinit], [org.tombola.lottery.arm.Rearranged] and
/// [org.tombola.lottery.arm.OneShot], each a page and each taking one ingredient of the ticket
/// away.
///
/// Invariants: a start is a pure function of the seed and of finished cells; start weights are
/// `mask ⊙ θ` with exact zeros; no arm's draws touch another's.
///
/// Absent on purpose: training, which is the same for every arm.
package org.tombola.lottery.arm;
