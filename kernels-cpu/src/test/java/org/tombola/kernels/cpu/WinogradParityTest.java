package org.tombola.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.engine.spi.Window;

/// Winograd's convolution against plain loops in double, into poisoned outputs.
class WinogradParityTest {
  /// What the transforms cost in accuracy, relative to the largest result.
  private static final double FORWARD = 3e-5;

  private static final double GRADIENT = 1e-4;

  private static final CpuBackend ON = new CpuBackend(1);

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 17, 32, 33, 60})
  void any_batch(int n) {
    check(n, 16, 16, 5, 6, 1);
    check(n, 17, 20, 4, 4, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 17, 18, 24, 31, 33, 70})
  void any_number_of_channels(int c) {
    for (int k : new int[] {16, 17, 20, 24, 32, 33, 48, 66}) {
      check(2, c, k, 4, 4, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 7, 8, 9, 13})
  void any_map(int h) {
    for (int v = 3; v <= 9; v++) {
      check(3, 16, 18, h, v, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void other_paddings(int padding) {
    check(3, 16, 18, 6, 7, padding);
    check(33, 20, 16, 8, 5, padding);
  }

  /// Many chunks, groups and parts.
  @Test
  void images_that_are_cut() {
    check(33, 16, 16, 32, 32, 1);
    check(65, 40, 70, 8, 8, 1);
    check(33, 130, 100, 4, 4, 1);
  }

  @Test
  void the_bits_do_not_depend_on_the_number_of_threads() {
    NaiveConvolution naive = new NaiveConvolution(40, 20, 36, 17, 16, Window.of(3, 1, 1));
    float[][] expected = all(naive, ON);
    for (int threads : new int[] {2, 3, 5}) {
      try (CpuBackend on = new CpuBackend(threads)) {
        float[][] got = all(naive, on);
        for (int i = 0; i < got.length; i++) {
          assertArrayEquals(expected[i], got[i], "verb " + i + ", threads " + threads);
        }
      }
    }
  }

  private static float[][] all(NaiveConvolution naive, CpuBackend on) {
    return new float[][] {
      naive.output(on).storage().data().clone(),
      naive.inputGrad(on).storage().data().clone(),
      naive.filterGrad(on).storage().data().clone()
    };
  }

  private static void check(int n, int c, int k, int h, int v, int padding) {
    NaiveConvolution naive = new NaiveConvolution(n, c, k, h, v, Window.of(3, 1, padding));
    naive.check(FORWARD, naive.output(ON));
    naive.check(FORWARD, naive.inputGrad(ON));
    naive.check(GRADIENT, naive.filterGrad(ON));
  }
}
