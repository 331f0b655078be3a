/// Training one network, and measuring it.
///
/// Read in this order: [org.tombola.lottery.train.Trainer], the loop;
/// [org.tombola.lottery.train.Evaluator], loss and accuracy over a set;
/// [org.tombola.lottery.train.EarlyStop], what is remembered of the best step.
///
/// Invariants: every example of a set is counted once; selection looks at the validation set only;
/// the order of the data is a function of the seed.
///
/// Absent on purpose: files, arms and levels (a trainer does not know it trains a ticket), and
/// stopping early in fact: a training always runs to its full length.
package org.tombola.lottery.train;
