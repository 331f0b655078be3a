/// What a mask is and how it shrinks.
///
/// Read in this order: [org.tombola.lottery.prune.Mask], which weights stay;
/// [org.tombola.lottery.prune.Criterion], how weights are ranked, with
/// [org.tombola.lottery.prune.Magnitude] as the usual one, [org.tombola.lottery.prune.Change] for
/// those that look at the initial weights too, and [org.tombola.lottery.prune.Snip] as one that
/// tries the network out; [org.tombola.lottery.prune.Pruner], how many go;
/// [org.tombola.lottery.prune.FilterPruner], the same of whole filters and units, chosen one by one
/// by `GreedySelection`, `SelectionByLoss` and [org.tombola.lottery.prune.Imitation], with
/// `UnitProducts`, what it measures, and `EqualShares` and `LineSearch`, how it chooses, or in a
/// [org.tombola.lottery.prune.RemovalOrder]; [org.tombola.lottery.prune.LayerBudget], how weights
/// are divided among the layers otherwise, with [org.tombola.lottery.prune.Budgeted];
/// [org.tombola.lottery.prune.Pruning], what an arm asks of every way to prune;
/// [org.tombola.lottery.prune.Overlap], what two masks have in common.
///
/// Invariants: the number removed is exact, ties are decided by index, a mask lies within the one
/// it came from, and pruning is a pure function of weights, mask and seed.
///
/// Absent on purpose: a threshold (ties would make the count inexact), and holding pruned weights
/// at zero while training, which is the optimiser's part.
package org.tombola.lottery.prune;
