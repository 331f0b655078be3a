/// The arms of an experiment: where a network's mask and start weights come from.
///
/// Read in this order: [org.tombola.lottery.arm.Cell], a point of the grid;
/// [org.tombola.lottery.arm.Arm], how one is started, as [org.tombola.lottery.recipe.ArmSettings]
/// say; `MaskSource`, where its mask comes from; `StartRule` and its kinds, `Redrawn` first, what
/// is done to its start weights; `Remains`, what stands for pruned weights if not 0;
/// [org.tombola.lottery.arm.Need], what of other cells it starts from.
///
/// Invariants: a start is a pure function of the seed and of finished cells; start weights are
/// `mask ⊙ θ` with exact zeros, but where an arm wants its pruned weights to stand still; no arm's
/// draws touch another's.
///
/// Absent on purpose: training, which an arm only chooses a part of.
package org.tombola.lottery.arm;
