/// What `java -jar bench/target/benchmarks.jar` does: [Main] hands on to JMH, or runs what JMH is
/// not made for.
///
/// Read [Main], then [Ladders], which checks and times, with [Effort] for how long, and
/// [LadderTable], [Markdown] and [Host], which write.
@NullMarked
package org.tombola.bench.cli;

import org.jspecify.annotations.NullMarked;
