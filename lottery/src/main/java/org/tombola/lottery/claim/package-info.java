/// Holds what papers say against what a run measured.
///
/// A [org.tombola.lottery.recipe.Claim] names two arms, a statistic and a side of a margin;
/// [org.tombola.lottery.claim.Judge] finds both arms' numbers, pairs them by seed, and lets a
/// bootstrap interval of their mean difference decide the [org.tombola.lottery.claim.Verdict].
///
/// Invariants: nothing is compared across different seeds; fewer than two seeds decide nothing; the
/// same measurements give the same interval, whatever the other claims are.
package org.tombola.lottery.claim;
