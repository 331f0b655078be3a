/// From which density on it pays to skip pruned weights, layer by layer.
///
/// Read [Curve], what is found out, then [Crossover], which times, and [Rule], which asks the
/// backend what it would choose.
///
/// What always holds: dense and sparse kernels take turns, and a figure is that of the fastest
/// call. Noise only ever adds time, so the fastest calls compare kernels and not neighbours.
@NullMarked
package org.tombola.bench.crossover;

import org.jspecify.annotations.NullMarked;
