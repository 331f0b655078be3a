package org.tombola.bench.cli;

import org.tombola.bench.ladder.Rounds;

/// The words around the tables of `bench/docs`.
final class Report {
  static final String PRODUCTS =
      """

      ## Matrix product

      `C = A · B`, square matrices of `n` rows. The rungs are the classes of `org.tombola.bench.gemm`.
      Numbers are copied into the memory of the backend, and of OpenBLAS, before the clock starts.
      """;

  static final String CONVOLUTIONS =
      """

      ## Convolution

      3×3 filters, stride 1, padding 1. The rungs are the classes of `org.tombola.bench.conv`.
      Operations are those of the definition, taps in the padding included, for every rung: one that
      does with fewer may pass the peak. From `Conv2BatchLane` on, images lie with samples innermost,
      before the clock starts and after it stops.
      """;

  /// How `bench/docs/gpu.md` begins.
  static final String GPU =
      """
      # What a GPU does, measured

      Written by this command, from the root of the repository, after `mvn -DskipTests package`, where
      there is an NVIDIA device:

      ```sh
      java -jar bench/target/benchmarks.jar gpu bench/docs/gpu.md
      ```

      `gpu 'Convolutions|Ladder'` runs the limits and the sections with such titles; `--quick` runs the
      smallest of everything once, whose figures mean nothing.

      - Limits: what launching costs, multiply-adds in registers, copies. The fastest call counts.
      - Verbs of the backend `cuda`, float32, and products and convolutions also in tf32 and bf16. All
        on a line's shape take turns. Many calls are noted, handed over together, as one graph after
        the first time, and one number is waited for: a time is that, divided by the calls.
      - Ladders: every kernel of `kernels-cuda/src/test/cuda/ladder_*.cu`, and on top the kernels that
        ship for that size, whose names the row gives. First 256 numbers of each are compared with sums
        in double precision.
      - Where the backend offers products by cuBLAS, they take turns with ours.
      - Verbs are timed by the host's clock, and so are an answer and a kernel that is waited for.
        Ladders, launches, multiply-adds and copies are timed by the device's; what is timed in a graph
        begins behind the same graph, so the host's handing over is not in the time.

      Operations are those of the definition, a multiply-add counting two, taps in the padding included.
      Bytes are those that must move at least. A time is the median of the rounds, `rounds` has the
      fastest and the slowest. `of limit` is a share of the multiply-adds in registers, or of what a copy
      of about as many bytes reaches, whichever is nearer; both are of this run. Operands that fit the
      device's cache stay there from call to call, and so do those of the copies. A copy is chosen by the
      bytes that it moves, though what fits the cache is a matter of how much memory they lie in, so a
      share of a copy can pass 100 %. The multiply-adds are float32's: on tensor cores, tf32 and bf16 may
      pass them.
      """;

  private Report() {}

  /// @param device one line about it
  static String gpu(String device, Rounds rounds) {
    return """

    Device: %s.

    %s
    Everything is called for %s s first; then what is compared takes turns of %s s, %d rounds of them.

    ## Limits

    """
        .formatted(
            device, Host.table(), rounds.warmSeconds(), rounds.turnSeconds(), rounds.rounds());
  }

  static String head(Rounds rounds) {
    return """
    # The CPU ladders, measured

    Three more documents are written like this one: `kernels.md`, what each kernel and a whole
    training step reach, by `kernels`, `crossover.md`, the density below which it pays to skip
    pruned weights, by `crossover`, and `gpu.md`, what a GPU does, by `gpu`.

    Written by this command, from the root of the repository, after `mvn -DskipTests package`; it
    checks every rung against sums in double precision, then times them all:

    ```sh
    java -jar bench/target/benchmarks.jar ladders bench/docs/cpu.md
    ```

    %s
    One thread, float32, a multiply-add counts two. Every rung is called for %s s first; then
    all rungs of a table, and the peak among them, take turns of %s s, %d rounds of them. A
    figure is the median of the rounds, a round's being the median of its calls; `rounds` has the
    slowest and the fastest.

    Where other programs or other virtual machines share the processor, its speed may halve for
    seconds: then rounds lie far apart, and a share tells less than the figures of neighbours in
    the table. Shares are of the highest peak of the whole run, its fastest call.
    """
        .formatted(Host.table(), rounds.warmSeconds(), rounds.turnSeconds(), rounds.rounds());
  }

  static String roofline(String peak, String bandwidths) {
    return """

    ## Peak and bandwidth

    Multiply-adds in registers: %s GFLOP/s, the fastest call.

    %s
    A copy moves 8 bytes for an element and a triad 12, as the loops are written.
    """
        .formatted(peak, bandwidths);
  }

  /// @param peak in GFLOP/s
  static String kernels(String peak) {
    return """
    # Kernels and training steps, measured

    Written by this command, from the root of the repository, after `mvn -DskipTests package`; JMH
    runs every row in a JVM of its own:

    ```sh
    java -jar bench/target/benchmarks.jar kernels bench/docs/kernels.md
    ```

    `kernels 'GemmBench|LinearBench'` runs a part. The rows are the benchmarks of
    `org.tombola.bench.kernels`, which say what they compute. Rows of OpenBLAS are missing where its
    library is not in the jar.

    %s
    One thread, float32. Operations are those of the definition, a multiply-add counting two, taps
    in the padding and pruned weights included: an algorithm that does with fewer may pass the
    limit. Bytes are those that must move at least. A time is the median of JMH's iterations,
    `rounds` has the fastest and the slowest. `of limit` is a share of the peak, %s GFLOP/s, or of
    what a copy of as many bytes reaches, whichever is nearer; both were measured between the
    suites, and are the fastest of all calls.
    """
        .formatted(Host.table(), peak);
  }

  static String crossovers(Rounds rounds) {
    return """
    # Where sparse kernels begin to win, measured

    Written by this command, from the root of the repository, after `mvn -DskipTests package`:

    ```sh
    java -jar bench/target/benchmarks.jar crossover bench/docs/crossover.md
    ```

    %s
    One thread. For each layer shape of a network, written with its batch: how long the dense
    kernels take, the backend's own choice among them (Winograd's included), how many times as fast
    the kernels that skip pruned weights are when so many of the weights are left, the density below
    which they are faster, read off between those measured, and the density below which the backend
    chooses them by itself, found out from what it computes. A shape that an earlier network has is
    not repeated. The input gradient of a network's first layer is never computed in training.

    Dense and sparse kernels are called for %s s each first, then take turns of %s s, %d rounds of
    them; a figure is that of the fastest call.
    """
        .formatted(Host.table(), rounds.warmSeconds(), rounds.turnSeconds(), rounds.rounds());
  }
}
