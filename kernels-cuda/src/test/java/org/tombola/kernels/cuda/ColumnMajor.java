package org.tombola.kernels.cuda;

import java.lang.foreign.MemorySegment;

/// What cuBLAS says it computes, on matrices in a device's memory that are stored column by column.
///
/// @param device whose memory it is
/// @param compute `cublasComputeType_t`: 68 for float32, 77 for operands rounded to TF32
record ColumnMajor(Device device, int compute) {
  ColumnMajor {
    if (compute != 68 && compute != 77) {
      throw new IllegalArgumentException("compute type " + compute);
    }
  }

  /// A matrix, read.
  static final class Matrix {
    private final float[] values;
    private final int step;
    private final int leap;

    /// @param step elements from one row to the next
    /// @param leap elements from one column to the next
    Matrix(float[] values, int step, int leap) {
      this.values = values;
      this.step = step;
      this.leap = leap;
    }

    float at(int row, int column) {
      return values[row * step + column * leap];
    }
  }

  /// A matrix of `rows` rows that is stored as its transpose if `transposed`.
  ///
  /// @param type `cudaDataType`: 0 for float32, 14 for bfloat16
  /// @throws IllegalArgumentException if the leading dimension is too small
  Matrix operand(boolean transposed, int rows, int columns, long at, int type, int leading) {
    int high = transposed ? columns : rows;
    int wide = transposed ? rows : columns;
    if (leading < high) {
      throw new IllegalArgumentException("leading dimension " + leading + " of " + high + " rows");
    }
    float[] values = read(at, leading * (wide - 1) + high, type);
    return new Matrix(values, transposed ? leading : 1, transposed ? 1 : leading);
  }

  private float[] read(long at, int count, int type) {
    float[] values = new float[count];
    if (type == 0) {
      device.download(at, MemorySegment.ofArray(values));
    } else if (type == 14 && compute == 68) {
      short[] halves = new short[count];
      device.download(at, MemorySegment.ofArray(halves));
      for (int i = 0; i < count; i++) {
        values[i] = Float.intBitsToFloat(halves[i] << 16);
      }
    } else {
      throw new IllegalArgumentException("type " + type + " with compute type " + compute);
    }
    return values;
  }

  /// `C = alpha · A · B + beta · C`, where C is not read if beta is 0.
  void multiply(
      int m, int n, int k, float alpha, Matrix a, Matrix b, float beta, long c, int leading) {
    float[] result = new float[leading * (n - 1) + m];
    device.download(c, MemorySegment.ofArray(result));
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < m; i++) {
        double sum = 0;
        for (int l = 0; l < k; l++) {
          sum += (double) rounded(a.at(i, l)) * rounded(b.at(l, j));
        }
        float before = beta == 0 ? 0 : beta * result[i + j * leading];
        result[i + j * leading] = (float) (alpha * sum + before);
      }
    }
    device.upload(MemorySegment.ofArray(result), c);
  }

  /// Rounded to the 10 bits of mantissa that TF32 has.
  private float rounded(float x) {
    int bits = Float.floatToRawIntBits(x);
    return compute == 77 ? Float.intBitsToFloat(bits + (1 << 12) & -1 << 13) : x;
  }
}
