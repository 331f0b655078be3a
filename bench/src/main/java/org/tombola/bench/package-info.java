/// Benchmarks: `java -jar bench/target/benchmarks.jar`.
///
/// Five questions:
/// - How fast is a kernel, and a whole training step? `kernels`, run with JMH, against what the
///   machine can do at most, `peak`, and OpenBLAS. `java -jar bench/target/benchmarks.jar kernels
///   FILE` writes their tables; a part of them is run by JMH's own command line, too.
/// - How fast is an operation of the engine, whatever it is made of? [OpBench], run with JMH. A
///   figure is worth quoting with its error, its machine and at least three forks.
/// - Why is it that fast? The ladders: the same computation several times, from its definition to
///   what the engine ships, each rung one idea faster. Read `gemm` and `conv`. `java -jar
///   bench/target/benchmarks.jar ladders FILE` checks every rung and writes their tables; those of
///   one machine and one day are in `bench/docs/cpu.md`. `ladder` is what the rungs share.
/// - When does a mask make it faster? `crossover` times dense kernels against sparse ones on every
///   `layer` of some networks: `java -jar bench/target/benchmarks.jar crossover FILE`.
/// - What does a GPU do? `gpu` times its limits, the verbs of the backend `cuda`, and the ladders
///   of its kernels: `java -jar bench/target/benchmarks.jar gpu FILE`.
///
/// `cli` is the program.
///
/// Besides the CPU kernels, this is the one place that uses the Vector API, and the only one that
/// knows OpenBLAS, as something to be compared with.
///
/// Deliberately absent: figures that decide anything. They belong to a machine and a day; no choice
/// in the engine is made by a clock.
package org.tombola.bench;
