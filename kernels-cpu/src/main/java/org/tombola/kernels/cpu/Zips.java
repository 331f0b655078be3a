package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Simd.ONE;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;
import static org.tombola.kernels.cpu.Simd.ZERO;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.tombola.engine.spi.Binary;

/// Functions of two numbers, a vector at a time; see [Maps] for the form of the loop.
///
/// A repeated operand is read from a vector's worth of copies with a step of 0, so one loop serves
/// all three cases.
final class Zips {
  private Zips() {}

  /// `out[o + i] = f(a[at + i·aStep], b[bt + i·bStep])` for `i` below `length`. A step is 0 or 1;
  /// where it is 0 the operand has a vector's width of equal numbers.
  static void row(
      Binary f,
      float[] a,
      int at,
      int aStep,
      float[] b,
      int bt,
      int bStep,
      float[] out,
      int o,
      int length) {
    int whole = length - length % WIDTH;
    vectors(f, a, at, aStep, b, bt, bStep, out, o, whole);
    for (int i = whole; i < length; i++) {
      out[o + i] = f.of(a[at + i * aStep], b[bt + i * bStep]);
    }
  }

  /// The same where `length` is a multiple of the vector's width.
  static void vectors(
      Binary f,
      float[] a,
      int at,
      int aStep,
      float[] b,
      int bt,
      int bStep,
      float[] out,
      int o,
      int length) {
    for (int i = 0; i < length; i += WIDTH) {
      FloatVector u = FloatVector.fromArray(SPECIES, a, at + i * aStep);
      FloatVector v = FloatVector.fromArray(SPECIES, b, bt + i * bStep);
      switch (f) {
        case ADD -> u.add(v).intoArray(out, o + i);
        case SUB -> u.sub(v).intoArray(out, o + i);
        case MUL -> u.mul(v).intoArray(out, o + i);
        case DIV -> u.div(v).intoArray(out, o + i);
        case MAX -> u.max(v).intoArray(out, o + i);
        case GATE -> ZERO.blend(u, v.compare(VectorOperators.GT, ZERO)).intoArray(out, o + i);
        case EQUAL -> ZERO.blend(ONE, u.compare(VectorOperators.EQ, v)).intoArray(out, o + i);
      }
    }
  }

  /// Whether two zeros give zero, so that padding needs no care.
  static boolean keepsZero(Binary f) {
    return Float.floatToRawIntBits(f.of(0f, 0f)) == 0;
  }
}
