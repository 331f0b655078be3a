package org.tombola.bench.peak;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.tombola.bench.ladder.Task;

/// Multiply-adds in registers alone, on one thread: the arithmetic peak.
///
/// Each of twelve accumulators waits for itself only. A processor that starts two multiply-adds a
/// cycle and takes four cycles for each needs eight such chains to be busy; twelve, and the two
/// operands, still fit into sixteen registers.
public final class Peak {
  /// Steps of a call. Short calls, and many of them, have the compiler replace the method as a
  /// whole and not the loop it finds running, which may come out at half the speed.
  private static final int STEPS = 1 << 10;

  /// Calls of a run, about two milliseconds.
  private static final int CALLS = 1 << 10;

  private static final int CHAINS = 12;
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private float sum;

  /// Bits of the vectors measured with, the widest that this machine prefers.
  public static int vectorBits() {
    return SPECIES.vectorBitSize();
  }

  /// Floating-point operations of a run; a multiply-add counts two.
  public static double flops() {
    return 2.0 * CHAINS * SPECIES.length() * STEPS * CALLS;
  }

  /// The run; its result is the mean of the calls' sums of all lanes, so that no chain is
  /// superfluous.
  public Task task() {
    return new Task(this::run, () -> new float[] {sum});
  }

  private void run() {
    float total = 0;
    for (int i = 0; i < CALLS; i++) {
      total += chains(STEPS);
    }
    sum = total / CALLS;
  }

  /// `c ← c · 0.9 + 0.1` in every lane: all chains tend to 1 and none to infinity or to numbers too
  /// small for full speed.
  private static float chains(int steps) {
    FloatVector x = FloatVector.broadcast(SPECIES, 0.9f);
    FloatVector y = FloatVector.broadcast(SPECIES, 0.1f);
    FloatVector c0 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c1 = FloatVector.broadcast(SPECIES, 1f);
    FloatVector c2 = FloatVector.broadcast(SPECIES, 2f);
    FloatVector c3 = FloatVector.broadcast(SPECIES, 3f);
    FloatVector c4 = FloatVector.broadcast(SPECIES, 4f);
    FloatVector c5 = FloatVector.broadcast(SPECIES, 5f);
    FloatVector c6 = FloatVector.broadcast(SPECIES, 6f);
    FloatVector c7 = FloatVector.broadcast(SPECIES, 7f);
    FloatVector c8 = FloatVector.broadcast(SPECIES, 8f);
    FloatVector c9 = FloatVector.broadcast(SPECIES, 9f);
    FloatVector c10 = FloatVector.broadcast(SPECIES, 10f);
    FloatVector c11 = FloatVector.broadcast(SPECIES, 11f);
    for (int i = 0; i < steps; i++) {
      c0 = c0.fma(x, y);
      c1 = c1.fma(x, y);
      c2 = c2.fma(x, y);
      c3 = c3.fma(x, y);
      c4 = c4.fma(x, y);
      c5 = c5.fma(x, y);
      c6 = c6.fma(x, y);
      c7 = c7.fma(x, y);
      c8 = c8.fma(x, y);
      c9 = c9.fma(x, y);
      c10 = c10.fma(x, y);
      c11 = c11.fma(x, y);
    }
    FloatVector all =
        c0.add(c1)
            .add(c2)
            .add(c3)
            .add(c4)
            .add(c5)
            .add(c6)
            .add(c7)
            .add(c8)
            .add(c9)
            .add(c10)
            .add(c11);
    return all.reduceLanes(VectorOperators.ADD);
  }
}
