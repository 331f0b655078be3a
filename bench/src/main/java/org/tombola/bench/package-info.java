/// Microbenchmarks, run with JMH: `java -jar bench/target/benchmarks.jar`.
///
/// Read [OpBench]. A figure is worth quoting with its error, its machine and at least three forks.
///
/// Deliberately absent: figures. They belong to a machine and a day.
package org.tombola.bench;
