/// Benchmarks: `java -jar bench/target/benchmarks.jar`.
///
/// Two kinds, for two questions:
/// - How fast is an operation of the engine? [OpBench], run with JMH. A figure is worth quoting
///   with its error, its machine and at least three forks.
/// - Why is it that fast? The ladders: the same computation several times, from its definition to
///   what the engine ships, each rung one idea faster. Read `gemm` and `conv`, against what the
///   machine can do at most, `peak`. `java -jar bench/target/benchmarks.jar ladders FILE` checks
///   every rung and writes their tables; those of one machine and one day are in
///   `bench/docs/cpu.md`. `ladder` is what the rungs share, `cli` the program.
///
/// Besides the CPU kernels, this is the one place that uses the Vector API, and the only one that
/// knows OpenBLAS, as something to be compared with.
///
/// Deliberately absent: figures that decide anything. They belong to a machine and a day; no choice
/// in the engine is made by a clock.
package org.tombola.bench;
