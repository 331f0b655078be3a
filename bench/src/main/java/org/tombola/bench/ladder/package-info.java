/// What the ladders share: one rung's work, its error, its time.
///
/// Read [Task], then [Accuracy] and [Rounds].
///
/// What always holds: what is timed is what was checked, since both go through the same [Task].
///
/// Deliberately absent: forks, iterations and error bars, which JMH has. A ladder compares loops
/// whose times differ by factors, on a machine whose speed changes under it, so it spends its
/// minutes on going round.
@NullMarked
package org.tombola.bench.ladder;

import org.jspecify.annotations.NullMarked;
