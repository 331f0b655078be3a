/// What the machine can do at most, measured: the numbers that a kernel's speed is a share of.
///
/// Read [Peak], then [Bandwidth]. A loop that does `f` operations for every byte it moves runs at
/// the smaller of the peak and `f` times the bandwidth of the level its data lies in (Williams,
/// Waterman and Patterson, *Roofline*, 2009).
///
/// Deliberately absent: data sheets. A clock that moves and neighbours on the same chip leave
/// little of them.
@NullMarked
package org.tombola.bench.peak;

import org.jspecify.annotations.NullMarked;
