/// What `java -jar bench/target/benchmarks.jar` does: [Main] hands on to JMH, or runs what JMH is
/// not made for.
///
/// Read [Main] with its [Arguments], then [Ladders], which checks and times, with [Effort] for how
/// long, [Kernels], which has JMH time, against [MeasuredLimits], [Crossings], and [Gpu].
/// [LadderTable], [KernelTable], [CrossoverTable], [LimitsTable], [RungTable], [CublasTable],
/// [Report], [Markdown] and [Host] write.
@NullMarked
package org.tombola.bench.cli;

import org.jspecify.annotations.NullMarked;
