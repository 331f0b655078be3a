package org.tombola.kernels.cuda.ptx;

import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import org.tombola.kernels.cuda.ptx.Instruction.Step;

/// Arithmetic and bits of 32-bit integers, signed (`s32`), unsigned (`u32`) or neither (`b32`).
final class Integers {
  private static final long MASK = 0xffff_ffffL; // makes an unsigned number of an int

  private Integers() {}

  static Step decode(Statement s, Registers registers) {
    if (s.has("wide")) {
      return wideProduct(s, registers);
    }
    int d = registers.integer(s.operand(0));
    int a = registers.integer(s.operand(1));
    if (s.operands().size() == 2) {
      return one(d, a, unary(s));
    }
    int b = registers.integer(s.operand(2));
    return switch (s.opcode()) {
      // The most frequent ones have loops of their own.
      case "add.s32" ->
          (w, lanes) -> {
            int[] r = w.r;
            for (int i = 0; i < Warp.LANES; i++) {
              if ((lanes >>> i & 1) != 0) {
                r[d + i] = r[a + i] + r[b + i];
              }
            }
          };
      case "mad.lo.s32" -> {
        int c = registers.integer(s.operand(3));
        yield (w, lanes) -> {
          int[] r = w.r;
          for (int i = 0; i < Warp.LANES; i++) {
            if ((lanes >>> i & 1) != 0) {
              r[d + i] = r[a + i] * r[b + i] + r[c + i];
            }
          }
        };
      }
      case "bfi.b32" -> {
        int start = registers.integer(s.operand(3));
        int length = registers.integer(s.operand(4));
        yield (w, lanes) ->
            w.each(
                lanes,
                i -> w.r[d + i] = insert(w.r[a + i], w.r[b + i], w.r[start + i], w.r[length + i]));
      }
      default -> two(d, a, b, binary(s));
    };
  }

  private static IntUnaryOperator unary(Statement s) {
    return switch (s.opcode()) {
      case "not.b32" -> x -> ~x;
      case "neg.s32" -> x -> -x;
      default -> throw s.unknown();
    };
  }

  private static IntBinaryOperator binary(Statement s) {
    return switch (s.opcode()) {
      case "sub.s32" -> (x, y) -> x - y;
      case "mul.lo.s32" -> (x, y) -> x * y;
      case "mul.hi.s32" -> (x, y) -> (int) (((long) x * y) >> 32);
      case "mul.hi.u32" -> (x, y) -> (int) (((x & MASK) * (y & MASK)) >>> 32);
      case "div.s32" -> (x, y) -> y == 0 ? -1 : x / y;
      case "div.u32" -> (x, y) -> y == 0 ? -1 : Integer.divideUnsigned(x, y);
      case "rem.s32" -> (x, y) -> y == 0 ? x : x % y;
      case "rem.u32" -> (x, y) -> y == 0 ? x : Integer.remainderUnsigned(x, y);
      case "min.s32" -> Math::min;
      case "max.s32" -> Math::max;
      case "and.b32" -> (x, y) -> x & y;
      case "or.b32" -> (x, y) -> x | y;
      case "xor.b32" -> (x, y) -> x ^ y;
      // Unlike Java's, a shift by 32 or more leaves nothing.
      case "shl.b32" -> (x, y) -> Integer.compareUnsigned(y, 31) > 0 ? 0 : x << y;
      case "shr.u32" -> (x, y) -> Integer.compareUnsigned(y, 31) > 0 ? 0 : x >>> y;
      case "shr.s32" -> (x, y) -> x >> (Integer.compareUnsigned(y, 31) > 0 ? 31 : y);
      default -> throw s.unknown();
    };
  }

  private static Step wideProduct(Statement s, Registers registers) {
    int d = registers.wide(s.operand(0));
    int a = registers.integer(s.operand(1));
    int b = registers.integer(s.operand(2));
    return switch (s.opcode()) {
      case "mul.wide.s32" ->
          (w, lanes) -> w.each(lanes, i -> w.d[d + i] = (long) w.r[a + i] * w.r[b + i]);
      case "mul.wide.u32" ->
          (w, lanes) -> w.each(lanes, i -> w.d[d + i] = (w.r[a + i] & MASK) * (w.r[b + i] & MASK));
      default -> throw s.unknown();
    };
  }

  /// The lowest `length` bits of `from` in place of those of `into` from `start`.
  private static int insert(int from, int into, int start, int length) {
    int mask = length >= 32 ? -1 : (1 << length) - 1;
    return (into & ~(mask << start)) | ((from & mask) << start);
  }

  private static Step one(int d, int a, IntUnaryOperator g) {
    return (w, lanes) -> {
      int[] r = w.r;
      w.each(lanes, i -> r[d + i] = g.applyAsInt(r[a + i]));
    };
  }

  private static Step two(int d, int a, int b, IntBinaryOperator g) {
    return (w, lanes) -> {
      int[] r = w.r;
      for (int i = 0; i < Warp.LANES; i++) {
        if ((lanes >>> i & 1) != 0) {
          r[d + i] = g.applyAsInt(r[a + i], r[b + i]);
        }
      }
    };
  }
}
