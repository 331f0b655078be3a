package org.tombola.kernels.cuda.ptx;

import java.util.function.LongBinaryOperator;
import org.tombola.kernels.cuda.ptx.Instruction.Step;

/// Arithmetic and bits of 64-bit integers, which are addresses for the most part.
final class Wides {
  private Wides() {}

  static Step decode(Statement s, Registers registers) {
    int d = registers.wide(s.operand(0));
    int a = registers.wide(s.operand(1));
    if (s.opcode().equals("shl.b64") || s.opcode().equals("shr.u64")) {
      int by = registers.integer(s.operand(2));
      boolean left = s.head().equals("shl");
      return (w, lanes) -> w.each(lanes, i -> w.d[d + i] = shifted(w.d[a + i], w.r[by + i], left));
    }
    int b = registers.wide(s.operand(2));
    LongBinaryOperator g =
        switch (s.opcode()) {
          case "add.s64" -> (x, y) -> x + y;
          case "sub.s64" -> (x, y) -> x - y;
          case "mul.lo.s64" -> (x, y) -> x * y;
          case "and.b64" -> (x, y) -> x & y;
          case "or.b64" -> (x, y) -> x | y;
          default -> throw s.unknown();
        };
    return (w, lanes) -> {
      long[] r = w.d;
      for (int i = 0; i < Warp.LANES; i++) {
        if ((lanes >>> i & 1) != 0) {
          r[d + i] = g.applyAsLong(r[a + i], r[b + i]);
        }
      }
    };
  }

  private static long shifted(long x, int by, boolean left) {
    if (Integer.compareUnsigned(by, 63) > 0) {
      return 0;
    }
    return left ? x << by : x >>> by;
  }
}
