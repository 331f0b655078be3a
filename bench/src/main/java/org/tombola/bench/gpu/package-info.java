/// What a GPU does: its limits, the verbs of the backend `cuda`, and the ladders of kernels that
/// `kernels-cuda` has among its tests.
///
/// Read [Target], which says what is measured, then [Limits], [Lane] with [Repeated], [Verbs], and
/// [DeviceLadder]. [GpuEffort] has the sizes.
///
/// What always holds: a verb is timed through the backend, many calls and one answer, so that they
/// run as one graph, as they do in training; a single kernel is timed by the device's clock. A rung
/// is checked before it is timed.
///
/// Deliberately absent: JMH, whose forks would compile every kernel again and whose clock sees a
/// launch and not its work; data sheets.
@NullMarked
package org.tombola.bench.gpu;

import org.jspecify.annotations.NullMarked;
