package org.tombola.bench.peak;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.tombola.bench.ladder.Task;

/// Multiply-adds in registers alone, on one thread: the arithmetic peak.
///
/// Each of twelve accumulators waits for itself only. A processor that starts two multiply-adds a
/// cycle and takes four or five cycles for each needs eight to ten such chains to be busy; twelve,
/// and the two operands, still fit into sixteen registers.
///
/// An accumulator is what is added to, as in a product of matrices: there the instruction leaves
/// its result in the register of the accumulator. Were it a factor, as in `c ← c · x + y`, every
/// step would need a copy of `y` and a register more; a fifth of the speed is lost that way, and
/// half of it where the compiler runs out of registers and takes to memory.
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
  /// superfluous: 78 for each lane.
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

  /// `c ← c + x · y` in every lane: after 2¹⁰ steps of 2⁻¹⁰ each chain has gone up by one.
  private static float chains(int steps) {
    FloatVector x = FloatVector.broadcast(SPECIES, 1f / 32);
    FloatVector y = FloatVector.broadcast(SPECIES, 1f / 32);
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
      c0 = x.fma(y, c0);
      c1 = x.fma(y, c1);
      c2 = x.fma(y, c2);
      c3 = x.fma(y, c3);
      c4 = x.fma(y, c4);
      c5 = x.fma(y, c5);
      c6 = x.fma(y, c6);
      c7 = x.fma(y, c7);
      c8 = x.fma(y, c8);
      c9 = x.fma(y, c9);
      c10 = x.fma(y, c10);
      c11 = x.fma(y, c11);
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
