package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rungs between a definition and the kernels that ship, `src/test/cuda`, against loops in
/// double.
abstract class LadderCases {
  abstract Device open();

  @ParameterizedTest
  @CsvSource({
    "definition, 61, 35, 33",
    "shared, 61, 35, 33",
    "registers, 61, 35, 33",
    "vectors, 65, 68, 36",
    "buffers, 65, 68, 36"
  })
  void products_agree(String rung, int m, int n, int k) {
    float[] a = ramp(m * k);
    float[] b = ramp(k * n);
    float[] c = new float[m * n];
    try (Device device = open()) {
      long out = upload(device, c);
      device.launch(product(rung).product(m, n, k, upload(device, a), upload(device, b), out));
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

  @ParameterizedTest
  @ValueSource(strings = {"definition", "product", "registers", "rows"})
  void convolutions_agree(String rung) {
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
        device.launch(convolution(rung).convolution(g, upload(device, x), upload(device, w), out));
        device.download(out, MemorySegment.ofArray(y));
      }
      for (int i = 0; i < y.length; i++) {
        assertEquals(sum(g, x, w, i), y[i], 1e-4, rung + " at " + i + " of " + Arrays.toString(g));
      }
    }
  }

  static LadderRung product(String rung) {
    return named(LadderRung.PRODUCTS, rung);
  }

  static LadderRung convolution(String rung) {
    return named(LadderRung.CONVOLUTIONS, rung);
  }

  private static LadderRung named(List<LadderRung> ladder, String name) {
    return ladder.stream().filter(rung -> rung.name().equals(name)).findFirst().orElseThrow();
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
