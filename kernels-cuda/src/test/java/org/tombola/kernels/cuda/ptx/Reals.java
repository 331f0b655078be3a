package org.tombola.kernels.cuda.ptx;

import org.tombola.kernels.cuda.ptx.Instruction.Step;

/// Arithmetic of float32, rounded as IEEE 754 says; only `ex2.approx` may differ from a device's,
/// in its last bits.
final class Reals {
  private interface One {
    float of(float a);
  }

  private interface Two {
    float of(float a, float b);
  }

  private Reals() {}

  static Step decode(Statement s, Registers registers) {
    int d = registers.real(s.operand(0));
    int a = registers.real(s.operand(1));
    return switch (s.operands().size()) {
      case 2 -> one(d, a, unary(s));
      case 3 -> two(s, d, a, registers.real(s.operand(2)));
      default -> three(s, d, a, registers.real(s.operand(2)), registers.real(s.operand(3)));
    };
  }

  private static One unary(Statement s) {
    return switch (s.opcode()) {
      case "abs.f32" -> Math::abs;
      case "neg.f32" -> x -> -x;
      case "sqrt.rn.f32" -> x -> (float) Math.sqrt(x);
      case "rcp.rn.f32" -> x -> 1 / x;
      case "ex2.approx.ftz.f32" -> x -> flushed((float) Math.pow(2, flushed(x)));
      default -> throw s.unknown();
    };
  }

  private static Step two(Statement s, int d, int a, int b) {
    return switch (s.opcode()) {
      case "add.f32" ->
          (w, lanes) -> {
            float[] f = w.f;
            for (int i = 0; i < Warp.LANES; i++) {
              if ((lanes >>> i & 1) != 0) {
                f[d + i] = f[a + i] + f[b + i];
              }
            }
          };
      case "sub.f32" -> both(d, a, b, (x, y) -> x - y);
      case "mul.f32" -> both(d, a, b, (x, y) -> x * y);
      case "div.rn.f32" -> both(d, a, b, (x, y) -> x / y);
      // Unlike Java's, the larger of a number and a NaN is the number.
      case "max.f32" ->
          both(d, a, b, (x, y) -> Float.isNaN(x) ? y : Float.isNaN(y) ? x : Math.max(x, y));
      case "add.rz.f32" -> both(d, a, b, (x, y) -> towardsZero((double) x + y));
      default -> throw s.unknown();
    };
  }

  private static Step three(Statement s, int d, int a, int b, int c) {
    return switch (s.opcode()) {
      case "fma.rn.f32" ->
          (w, lanes) -> {
            float[] f = w.f;
            if (lanes == Warp.ALL) {
              for (int i = 0; i < Warp.LANES; i++) {
                f[d + i] = Math.fma(f[a + i], f[b + i], f[c + i]);
              }
            } else {
              w.each(lanes, i -> f[d + i] = Math.fma(f[a + i], f[b + i], f[c + i]));
            }
          };
      case "fma.rm.f32" ->
          (w, lanes) -> {
            float[] f = w.f;
            w.each(lanes, i -> f[d + i] = downwards((double) f[a + i] * f[b + i] + f[c + i]));
          };
      default -> throw s.unknown();
    };
  }

  private static Step one(int d, int a, One g) {
    return (w, lanes) -> {
      float[] f = w.f;
      w.each(lanes, i -> f[d + i] = g.of(f[a + i]));
    };
  }

  private static Step both(int d, int a, int b, Two g) {
    return (w, lanes) -> {
      float[] f = w.f;
      w.each(lanes, i -> f[d + i] = g.of(f[a + i], f[b + i]));
    };
  }

  /// `.ftz`: what is too small for a normal number is zero.
  private static float flushed(float x) {
    return Math.abs(x) < Float.MIN_NORMAL ? Math.copySign(0f, x) : x;
  }

  private static float downwards(double exact) {
    float near = (float) exact;
    return near > exact ? Math.nextDown(near) : near;
  }

  private static float towardsZero(double exact) {
    float near = (float) exact;
    if (Math.abs((double) near) <= Math.abs(exact)) {
      return near;
    }
    return near > 0 ? Math.nextDown(near) : Math.nextUp(near);
  }
}
