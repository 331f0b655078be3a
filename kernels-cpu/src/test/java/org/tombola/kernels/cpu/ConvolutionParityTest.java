package org.tombola.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.engine.spi.Window;

/// The direct convolution against plain loops in double, into poisoned outputs.
class ConvolutionParityTest {
  /// A sum of up to a thousand terms in float, relative to the largest result.
  private static final double SUMS = 2e-6;

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 32, 33, 60})
  void any_batch(int n) {
    check(n, 3, 5, 5, 6, Window.of(3, 1, 1));
    check(n, 8, 16, 4, 4, Window.of(3, 2, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 8, 16, 17})
  void any_number_of_channels(int c) {
    for (int k : new int[] {1, 3, 5, 6, 8, 10, 16, 17}) {
      check(2, c, k, 3, 4, Window.of(3, 1, 1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7})
  void any_filter_stride_and_padding(int size) {
    for (int stride = 1; stride <= 3; stride++) {
      for (int padding = 0; padding <= 3; padding++) {
        check(3, 5, 6, 7, 9, Window.of(size, stride, padding));
        check(3, 2, 3, 8, 7, Window.of(size, stride, padding));
      }
    }
  }

  @Test
  void filters_that_are_not_square() {
    for (int stride = 1; stride <= 2; stride++) {
      for (int padding = 0; padding <= 2; padding++) {
        check(2, 3, 9, 6, 5, new Window(1, 3, stride, padding));
        check(2, 3, 9, 6, 5, new Window(5, 2, stride, padding));
        check(2, 3, 9, 6, 5, new Window(4, 1, stride, padding));
      }
    }
  }

  @Test
  void maps_of_a_pixel_or_two() {
    for (int h = 1; h <= 2; h++) {
      for (int v = 1; v <= 3; v++) {
        check(70, 5, 9, h, v, Window.of(1, 1, 0));
        check(70, 5, 9, h, v, Window.of(3, 1, 1));
        check(70, 5, 9, h, v, Window.of(3, 2, 1));
        check(70, 5, 9, h, v, Window.of(5, 1, 2));
      }
    }
  }

  @Test
  void padding_wider_than_the_filter_and_a_stride_longer() {
    check(2, 3, 4, 3, 2, Window.of(1, 1, 3));
    check(2, 3, 4, 3, 2, Window.of(2, 3, 5));
    check(2, 3, 4, 7, 9, Window.of(1, 3, 0));
    check(2, 3, 4, 9, 8, Window.of(2, 5, 1));
  }

  /// Rows longer than a box, more than one band, part and group of channels.
  @Test
  void images_that_are_cut() {
    check(1, 2, 3, 5, 70, Window.of(3, 1, 1));
    check(1, 1, 2, 3, 150, Window.of(3, 2, 1));
    check(33, 20, 20, 16, 16, Window.of(3, 1, 1));
    check(1, 70, 90, 6, 6, Window.of(3, 1, 1));
    check(65, 66, 18, 2, 2, Window.of(1, 1, 0));
  }

  /// 131,072 terms to a sum.
  @Test
  void long_sums_stay_accurate() {
    NaiveConvolution naive = new NaiveConvolution(128, 1, 1, 32, 32, Window.of(1, 1, 0));
    NaiveConvolution.Result result = naive.filterGrad(Pair.CPU);
    naive.check(3e-6, result);
  }

  @Test
  void the_bits_do_not_depend_on_the_number_of_threads() {
    for (Window window : new Window[] {Window.of(3, 1, 1), Window.of(3, 2, 1)}) {
      NaiveConvolution naive = new NaiveConvolution(40, 12, 20, 17, 16, window);
      float[][] expected = all(naive, Pair.CPU);
      for (int threads : new int[] {2, 3, 5}) {
        try (CpuBackend on = new CpuBackend(threads)) {
          float[][] got = all(naive, on);
          for (int i = 0; i < got.length; i++) {
            assertArrayEquals(expected[i], got[i], "verb " + i + ", threads " + threads);
          }
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

  @Test
  void filters_of_infinity_leave_padding_alone() {
    try (CpuBackend on = new CpuBackend(1)) {
      NaiveConvolution naive = new NaiveConvolution(3, 2, 2, 2, 2, Window.of(1, 1, 0));
      CpuStorage out = naive.outputOfInfiniteFilters(on);
      assertTrue(
          Float.isInfinite(out.data()[Lanes.ORIGIN]) || Float.isNaN(out.data()[Lanes.ORIGIN]));
      for (int i = 0; i < out.physical(); i++) {
        assertTrue(i % Lanes.LANES < 3 || out.data()[Lanes.ORIGIN + i] == 0f);
      }
    }
  }

  private static void check(int n, int c, int k, int h, int v, Window window) {
    if (window.outHeight(h) < 1 || window.outWidth(v) < 1) {
      return;
    }
    NaiveConvolution naive = new NaiveConvolution(n, c, k, h, v, window);
    naive.check(SUMS, naive.output(Pair.CPU));
    naive.check(SUMS, naive.inputGrad(Pair.CPU));
    naive.check(SUMS, naive.filterGrad(Pair.CPU));
  }
}
