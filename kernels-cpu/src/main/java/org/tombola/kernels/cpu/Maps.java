package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Simd.ONE;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;
import static org.tombola.kernels.cpu.Simd.ZERO;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.tombola.engine.spi.Unary;

/// Functions of one number, a vector at a time.
///
/// The switch is inside the loop and every case stores its own result: a vector that would leave
/// the switch as a value has to be put on the heap when the compiler cannot merge the cases. The
/// jump is the same each time round and predicted. Error Prone checks that no constant is missing.
final class Maps {
  private Maps() {}

  /// `out[i] = f(x[i])` for `i` in `from .. to`, a multiple of the vector's width.
  static void map(Unary f, float[] x, float[] out, int from, int to) {
    switch (f) {
      case EXP -> Exponentials.exp(x, out, from, to, WIDTH);
      case LOG -> Exponentials.log(0f, x, out, from, to, WIDTH);
      case SIGMOID -> sigmoid(x, out, from, to);
      case SOFTPLUS -> softplus(x, out, from, to);
      case NEG, SQRT, ABS, SQUARE, RECIPROCAL, RELU, SIGN -> simple(f, x, out, from, to);
    }
  }

  private static void simple(Unary f, float[] x, float[] out, int from, int to) {
    for (int i = from; i < to; i += WIDTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, i);
      switch (f) {
        case NEG -> v.neg().intoArray(out, i);
        case SQRT -> v.lanewise(VectorOperators.SQRT).intoArray(out, i);
        case ABS -> v.abs().intoArray(out, i);
        case SQUARE -> v.mul(v).intoArray(out, i);
        case RECIPROCAL -> ONE.div(v).intoArray(out, i);
        case RELU -> v.blend(ZERO, v.compare(VectorOperators.LE, ZERO)).intoArray(out, i);
        case SIGN ->
            v.blend(ONE, v.compare(VectorOperators.GT, ZERO))
                .blend(-1f, v.compare(VectorOperators.LT, ZERO))
                .intoArray(out, i);
        case EXP, LOG, SIGMOID, SOFTPLUS -> throw new IllegalArgumentException(f + " has a loop");
      }
    }
  }

  /// With `e = e⁻ˡˣˡ`, which never overflows: 1 / (1 + e) on the right, e / (1 + e) on the left.
  private static void sigmoid(float[] x, float[] out, int from, int to) {
    expOfMinusAbs(x, out, from, to);
    for (int i = from; i < to; i += WIDTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, i);
      FloatVector e = FloatVector.fromArray(SPECIES, out, i);
      ONE.blend(e, v.compare(VectorOperators.LT, ZERO)).div(e.add(ONE)).intoArray(out, i);
    }
  }

  /// `max(x, 0) + log(1 + e⁻ˡˣˡ)`.
  private static void softplus(float[] x, float[] out, int from, int to) {
    expOfMinusAbs(x, out, from, to);
    Exponentials.log(1f, out, out, from, to, WIDTH);
    for (int i = from; i < to; i += WIDTH) {
      FloatVector.fromArray(SPECIES, x, i)
          .max(ZERO)
          .add(FloatVector.fromArray(SPECIES, out, i))
          .intoArray(out, i);
    }
  }

  private static void expOfMinusAbs(float[] x, float[] out, int from, int to) {
    for (int i = from; i < to; i += WIDTH) {
      FloatVector.fromArray(SPECIES, x, i).abs().neg().intoArray(out, i);
    }
    Exponentials.exp(out, out, from, to, WIDTH);
  }

  /// Whether `f` leaves zeros alone, so that padding needs no care.
  static boolean keepsZero(Unary f) {
    return Float.floatToRawIntBits(f.of(0f)) == 0;
  }
}
