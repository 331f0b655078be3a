package org.tombola.bench.cli;

import java.util.List;
import org.tombola.bench.conv.ConvShape;
import org.tombola.bench.ladder.Rounds;

/// How much is timed, and for how long.
///
/// @param rounds of every table
/// @param products sizes of the matrix product
/// @param convolutions sizes of the convolution
/// @param smallCalls calls of each rung on small operands before anything is timed, see [Ladders]
record Effort(Rounds rounds, List<Integer> products, List<ConvShape> convolutions, int smallCalls) {
  /// Some minutes, for figures worth keeping.
  static Effort full() {
    return new Effort(
        new Rounds(2, 0.2, 7),
        List.of(512, 1024),
        List.of(new ConvShape(32, 16, 16, 32), new ConvShape(32, 64, 64, 16)),
        1000);
  }

  /// Some seconds, to see that everything runs; the figures mean nothing.
  static Effort quick() {
    return new Effort(new Rounds(0, 0, 1), List.of(64), List.of(new ConvShape(32, 16, 16, 8)), 0);
  }
}
