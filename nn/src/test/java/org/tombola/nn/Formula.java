package org.tombola.nn;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.zip.CRC32;

/// Numbers that Java and Python compute alike, and how much of a tensor a golden file keeps: the
/// twin of `src/test/python/formula.py`.
final class Formula {
  /// Tensors above this many elements are kept as projections.
  static final int WHOLE = 1024;

  static final int PROJECTIONS = 64;

  private Formula() {}

  /// CRC-32, which every standard library has.
  static int salt(String text) {
    var crc = new CRC32();
    crc.update(text.getBytes(UTF_8));
    return (int) crc.getValue();
  }

  /// In [−1, 1), exact in float32.
  static float[] uniform(int salt, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (mix(salt + i) >>> 8) * 0x1p-23f - 1;
    }
    return values;
  }

  /// In 0 .. classes.
  static int[] labels(int salt, int count, int classes) {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = Integer.remainderUnsigned(mix(salt + i), classes);
    }
    return labels;
  }

  /// The elements of a small tensor; of a large one 64 projections on signs, over 8, and the norm.
  /// The squared length of the projections is the squared norm in expectation, so that the error of
  /// a sketch is about the error of the tensor.
  static double[] sketch(float[] values) {
    double[] kept = new double[values.length <= WHOLE ? values.length : PROJECTIONS + 1];
    if (values.length <= WHOLE) {
      for (int i = 0; i < kept.length; i++) {
        kept[i] = values[i];
      }
      return kept;
    }
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      double value = values[i] / 8.0;
      add(value, mix(2 * i), kept, 0);
      add(value, mix(2 * i + 1), kept, Integer.SIZE);
      squares += (double) values[i] * values[i];
    }
    kept[PROJECTIONS] = Math.sqrt(squares);
    return kept;
  }

  /// The norm of the tensor that was sketched.
  static double norm(double[] sketch) {
    return sketch.length == PROJECTIONS + 1
        ? sketch[PROJECTIONS]
        : distance(sketch, new double[sketch.length]);
  }

  /// The length of `a − b`.
  static double distance(double[] a, double[] b) {
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(squares);
  }

  /// A set bit is a minus.
  private static void add(double value, int bits, double[] into, int offset) {
    for (int bit = 0; bit < Integer.SIZE; bit++) {
      into[offset + bit] += (bits >>> bit & 1) == 0 ? value : -value;
    }
  }

  private static int mix(int value) {
    int x = value;
    x = (x ^ x >>> 16) * 0x7FEB352D;
    x = (x ^ x >>> 15) * 0x846CA68B;
    return x ^ x >>> 16;
  }
}
