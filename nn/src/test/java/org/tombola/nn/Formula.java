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
    double[][] sums = new double[PROJECTIONS / 8][256];
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      add(values[i], mix(2 * i), sums, 0);
      add(values[i], mix(2 * i + 1), sums, 4);
      squares += (double) values[i] * values[i];
    }
    for (int projection = 0; projection < PROJECTIONS; projection++) {
      kept[projection] = signed(sums[projection / 8], projection % 8) / 8;
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

  /// Adds a value to one sum for each byte of its signs: 8 additions an element, not 64.
  private static void add(double value, int signs, double[][] sums, int first) {
    for (int b = 0; b < Integer.BYTES; b++) {
      sums[first + b][(signs >>> (8 * b)) & 255] += value;
    }
  }

  /// The projection on one bit of the byte that these sums are for. A set bit is a minus.
  private static double signed(double[] sums, int bit) {
    double sum = 0;
    for (int signs = 0; signs < sums.length; signs++) {
      sum += (signs >>> bit & 1) == 0 ? sums[signs] : -sums[signs];
    }
    return sum;
  }

  private static int mix(int value) {
    int x = value;
    x = (x ^ x >>> 16) * 0x7FEB352D;
    x = (x ^ x >>> 15) * 0x846CA68B;
    return x ^ x >>> 16;
  }
}
