/// Microbenchmarks, run with JMH: `java -jar bench/target/benchmarks.jar`.
///
/// Read [LinearBench]. A benchmark's documentation gives its arithmetic, so that a time can be
/// turned into a rate; a figure is worth quoting with its error, its machine and at least three
/// forks.
///
/// Deliberately absent: figures. They belong to a machine and a day.
package org.tombola.bench;
