package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rungs between a definition and the kernels that ship, `src/test/cuda`, against loops in
/// double.
abstract class LadderCases {
  private static final int THREADS = 256;

  abstract Device open();

  @ParameterizedTest
  @CsvSource({
    "definition, 16, 61, 35, 33",
    "shared, 16, 61, 35, 33",
    "registers, 64, 61, 35, 33",
    "vectors, 64, 65, 68, 36",
    "buffers, 64, 65, 68, 36"
  })
  void products_agree(String rung, int tile, int m, int n, int k) {
    float[] a = ramp(m * k);
    float[] b = ramp(k * n);
    float[] c = new float[m * n];
    try (Device device = open()) {
      long out = upload(device, c);
      device.launch(product(rung, tile, m, n, k, upload(device, a), upload(device, b), out));
      device.download(out, MemorySegment.ofArray(c));
    }
    for (int i = 0; i < c.length; i++) {
      double want = 0;
      for (int l = 0; l < k; l++) {
        want += (double) a[i / n * k + l] * b[l * n + i % n];
      }
      assertEquals(want, c[i], 1e-4, rung + " at " + i);
    }
  }

  static Launch product(String rung, int tile, int m, int n, int k, long a, long b, long c) {
    Kernel kernel = new Kernel("ladder_gemm", rung);
    return Launch.of(kernel, Math.ceilDiv(n, tile), Math.ceilDiv(m, tile), 1, THREADS)
        .struct(m, n, k)
        .pointer(a)
        .pointer(b)
        .pointer(c);
  }

  @ParameterizedTest
  @CsvSource({"definition, 0", "product, 16", "registers, 64", "rows, 64"})
  void convolutions_agree(String rung, int tile) {
    int[][] geometries = {
      // n, c, h, w, k, p, q, r, s, stride, padding
      {2, 3, 7, 5, 66, 7, 5, 3, 3, 1, 1},
      {1, 5, 8, 9, 4, 4, 4, 2, 3, 2, 0},
      {1, 1, 4, 4, 1, 2, 2, 5, 5, 2, 2}
    };
    for (int[] g : geometries) {
      float[] x = ramp(g[0] * g[1] * g[2] * g[3]);
      float[] w = ramp(g[4] * g[7] * g[8] * g[1]);
      float[] y = new float[g[0] * g[5] * g[6] * g[4]];
      try (Device device = open()) {
        long out = upload(device, y);
        device.launch(convolution(rung, tile, g, upload(device, x), upload(device, w), out));
        device.download(out, MemorySegment.ofArray(y));
      }
      for (int i = 0; i < y.length; i++) {
        assertEquals(sum(g, x, w, i), y[i], 1e-4, rung + " at " + i + " of " + Arrays.toString(g));
      }
    }
  }

  /// @param tile pixels and filters of a block; 0 if its threads have a result each
  static Launch convolution(String rung, int tile, int[] g, long x, long w, long y) {
    int pixels = g[0] * g[5] * g[6];
    Kernel kernel = new Kernel("ladder_conv", rung);
    Launch launch =
        tile == 0
            ? Launch.over(kernel, (long) pixels * g[4], THREADS)
            : Launch.of(kernel, Math.ceilDiv(pixels, tile), Math.ceilDiv(g[4], tile), 1, THREADS);
    return launch.struct(g).pointer(x).pointer(w).pointer(y);
  }

  private static double sum(int[] g, float[] x, float[] w, int at) {
    int k = at % g[4];
    int q = at / g[4] % g[6];
    int p = at / g[4] / g[6] % g[5];
    int image = at / g[4] / g[6] / g[5];
    double sum = 0;
    for (int r = 0; r < g[7]; r++) {
      for (int s = 0; s < g[8]; s++) {
        int i = p * g[9] - g[10] + r;
        int j = q * g[9] - g[10] + s;
        for (int c = 0; i >= 0 && i < g[2] && j >= 0 && j < g[3] && c < g[1]; c++) {
          float weight = w[((k * g[7] + r) * g[8] + s) * g[1] + c];
          sum += (double) x[((image * g[2] + i) * g[3] + j) * g[1] + c] * weight;
        }
      }
    }
    return sum;
  }

  static float[] ramp(int count) {
    float[] ramp = new float[count];
    for (int i = 0; i < count; i++) {
      ramp[i] = i * 7919 % 1013 / 1013f - 0.5f;
    }
    return ramp;
  }

  static long upload(Device device, float[] values) {
    long address = device.allocate((long) Float.BYTES * values.length);
    device.upload(MemorySegment.ofArray(values), address);
    return address;
  }
}
