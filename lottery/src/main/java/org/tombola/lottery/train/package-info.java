/// Training one network, and measuring it.
///
/// Read in this order: [org.tombola.lottery.train.Trainer], the loop;
/// [org.tombola.lottery.train.Plan], its lengths in iterations; `Optimization`, the update;
/// [org.tombola.lottery.train.Repulsion], a term of the loss;
/// [org.tombola.lottery.train.Evaluator], loss and accuracy over a set;
/// [org.tombola.lottery.train.EarlyStop], what is remembered of the best step;
/// [org.tombola.lottery.train.Checkpoint], all that is needed to go on.
///
/// Invariants: every example of a set is counted once; selection looks at the validation set only;
/// the data of an iteration are a function of the seed; a training resumed from any checkpoint ends
/// in the same bytes.
///
/// Absent on purpose: files, arms and levels (a trainer does not know it trains a ticket, nor where
/// its checkpoints are kept).
package org.tombola.lottery.train;
