package org.tombola.kernels.cuda.ptx;

import org.tombola.kernels.cuda.ptx.Instruction.Step;

/// `mov` and `cvt`: numbers from one register, or kind of number, to another.
final class Moves {
  private static final int TF32_HALF = 1 << 12;
  private static final int TF32_MASK = -1 << 13;

  private Moves() {}

  /// Bits as they are. A generic address is a global one here, so `cvta` has nothing to do.
  static Step move(Statement s, Registers registers) {
    String to = s.operand(0);
    String from = s.operand(1);
    if (s.type().equals("pred")) {
      int d = registers.predicate(to);
      if (!from.startsWith("%")) {
        int all = from.equals("0") ? 0 : Warp.ALL;
        return (w, lanes) -> w.set(d, all, lanes);
      }
      int a = registers.predicate(from);
      return (w, lanes) -> w.set(d, w.p[a], lanes);
    }
    if (s.head().equals("cvta") && !s.opcode().equals("cvta.to.global.u64")) {
      throw s.unknown();
    }
    if (Registers.isWide(to)) {
      int d = registers.wide(to);
      int a = registers.wide(from);
      return (w, lanes) -> w.each(lanes, i -> w.d[d + i] = w.d[a + i]);
    }
    if (!Registers.isReal(to)) {
      int d = registers.integer(to);
      if (Registers.isReal(from)) {
        int a = registers.real(from);
        return (w, lanes) -> w.each(lanes, i -> w.r[d + i] = Float.floatToRawIntBits(w.f[a + i]));
      }
      int a = registers.integer(from);
      return (w, lanes) -> w.each(lanes, i -> w.r[d + i] = w.r[a + i]);
    }
    int d = registers.real(to);
    if (from.startsWith("%r")) {
      int a = registers.integer(from);
      return (w, lanes) -> w.each(lanes, i -> w.f[d + i] = Float.intBitsToFloat(w.r[a + i]));
    }
    int a = registers.real(from);
    return (w, lanes) -> w.each(lanes, i -> w.f[d + i] = w.f[a + i]);
  }

  static Step convert(Statement s, Registers registers) {
    String to = s.operand(0);
    String from = s.operand(1);
    return switch (s.opcode()) {
      case "cvt.s64.s32" -> {
        int d = registers.wide(to);
        int a = registers.integer(from);
        yield (w, lanes) -> w.each(lanes, i -> w.d[d + i] = w.r[a + i]);
      }
      case "cvt.u64.u32" -> {
        int d = registers.wide(to);
        int a = registers.integer(from);
        yield (w, lanes) -> w.each(lanes, i -> w.d[d + i] = w.r[a + i] & 0xffff_ffffL);
      }
      case "cvt.u32.u64" -> {
        int d = registers.integer(to);
        int a = registers.wide(from);
        yield (w, lanes) -> w.each(lanes, i -> w.r[d + i] = (int) w.d[a + i]);
      }
      case "cvt.rn.f32.s32" -> {
        int d = registers.real(to);
        int a = registers.integer(from);
        yield (w, lanes) -> w.each(lanes, i -> w.f[d + i] = w.r[a + i]);
      }
      case "cvt.rzi.s32.f32" -> {
        int d = registers.integer(to);
        int a = registers.real(from);
        yield (w, lanes) -> w.each(lanes, i -> w.r[d + i] = (int) w.f[a + i]);
      }
      case "cvt.sat.f32.f32" -> {
        int d = registers.real(to);
        int a = registers.real(from);
        yield (w, lanes) -> w.each(lanes, i -> w.f[d + i] = saturated(w.f[a + i]));
      }
      case "cvt.rna.tf32.f32" -> {
        int d = registers.integer(to);
        int a = registers.real(from);
        yield (w, lanes) -> w.each(lanes, i -> w.r[d + i] = tf32(w.f[a + i]));
      }
      case "cvt.rn.bf16x2.f32" -> {
        int d = registers.integer(to);
        int high = registers.real(from);
        int low = registers.real(s.operand(2));
        yield (w, lanes) ->
            w.each(lanes, i -> w.r[d + i] = bf16(w.f[high + i]) << 16 | bf16(w.f[low + i]));
      }
      default -> throw s.unknown();
    };
  }

  /// `.sat`: into 0 .. 1; a NaN becomes 0.
  private static float saturated(float x) {
    return Float.isNaN(x) ? 0 : Math.clamp(x, 0f, 1f);
  }

  /// 10 bits of mantissa, the nearest, ties away from zero.
  static int tf32(float x) {
    int bits = Float.floatToRawIntBits(x);
    return Float.isFinite(x) ? (bits + TF32_HALF) & TF32_MASK : bits;
  }

  /// 7 bits of mantissa in 16 bits, the nearest, ties to even.
  static int bf16(float x) {
    int bits = Float.floatToRawIntBits(x);
    return Float.isNaN(x) ? 0x7fff : (bits + 0x7fff + (bits >>> 16 & 1)) >>> 16;
  }
}
