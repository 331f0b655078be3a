package org.tombola.bench.cli;

import org.tombola.bench.ladder.Rounds;

/// The words around the tables of `bench/docs/cpu.md`.
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

  private Report() {}

  static String head(Rounds rounds) {
    return """
    # The CPU ladders, measured

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
    seconds: then rounds lie far apart. Shares are of the highest peak measured up to there. The
    loop that measures it is at times compiled to half its speed, so shares may be too high: above
    100 %% where no rung saves operations, they are.
    """
        .formatted(Host.table(), rounds.warmSeconds(), rounds.turnSeconds(), rounds.rounds());
  }

  static String roofline(String peak, String bandwidths) {
    return """

    ## Peak and bandwidth

    Multiply-adds in registers: %s GFLOP/s.

    %s
    A copy moves 8 bytes for an element and a triad 12, as the loops are written.
    """
        .formatted(peak, bandwidths);
  }
}
