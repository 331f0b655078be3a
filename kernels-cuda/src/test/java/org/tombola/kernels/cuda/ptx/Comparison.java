package org.tombola.kernels.cuda.ptx;

import org.tombola.kernels.cuda.ptx.Instruction.Step;

/// `setp`: a predicate from the comparison of two numbers.
final class Comparison {
  private Comparison() {}

  /// What the order of two numbers must be: below, equal, above, or none because one is a NaN.
  private record Wanted(boolean below, boolean equal, boolean above, boolean none) {
    boolean of(int order) {
      return order < 0 ? below : order == 0 ? equal : above;
    }

    boolean of(float x, float y) {
      return x < y ? below : x > y ? above : x == y ? equal : none;
    }
  }

  private static Wanted wanted(Statement s) {
    String name = s.parts().get(1);
    boolean none = name.length() == 3 && name.endsWith("u");
    return switch (none ? name.substring(0, 2) : name) {
      case "lt" -> new Wanted(true, false, false, none);
      case "le" -> new Wanted(true, true, false, none);
      case "gt" -> new Wanted(false, false, true, none);
      case "ge" -> new Wanted(false, true, true, none);
      case "eq" -> new Wanted(false, true, false, none);
      case "ne" -> new Wanted(true, false, true, none);
      case "num" -> new Wanted(true, true, true, false);
      case "nan" -> new Wanted(false, false, false, true);
      default -> throw s.unknown();
    };
  }

  static Step decode(Statement s, Registers registers) {
    if (s.operands().size() != 3 || s.parts().size() != 3) {
      throw s.unknown();
    }
    int d = registers.predicate(s.operand(0));
    Wanted wanted = wanted(s);
    String left = s.operand(1);
    String right = s.operand(2);
    return switch (s.type()) {
      case "f32" -> {
        int a = registers.real(left);
        int b = registers.real(right);
        yield (w, lanes) -> {
          int found = 0;
          for (int i = 0; i < Warp.LANES; i++) {
            found |= wanted.of(w.f[a + i], w.f[b + i]) ? 1 << i : 0;
          }
          w.set(d, found, lanes);
        };
      }
      case "s64" -> {
        int a = registers.wide(left);
        int b = registers.wide(right);
        yield (w, lanes) -> {
          int found = 0;
          for (int i = 0; i < Warp.LANES; i++) {
            found |= wanted.of(Long.compare(w.d[a + i], w.d[b + i])) ? 1 << i : 0;
          }
          w.set(d, found, lanes);
        };
      }
      case "s32", "b32", "s16" -> integers(registers, d, left, right, wanted, 0);
      // Unsigned order is signed order with the highest bit the other way round.
      case "u32" -> integers(registers, d, left, right, wanted, Integer.MIN_VALUE);
      default -> throw s.unknown();
    };
  }

  private static Step integers(
      Registers registers, int d, String left, String right, Wanted wanted, int flip) {
    int a = registers.integer(left);
    int b = registers.integer(right);
    return (w, lanes) -> {
      int[] r = w.r;
      int found = 0;
      for (int i = 0; i < Warp.LANES; i++) {
        found |= wanted.of(Integer.compare(r[a + i] ^ flip, r[b + i] ^ flip)) ? 1 << i : 0;
      }
      w.set(d, found, lanes);
    };
  }
}
