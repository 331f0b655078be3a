package org.tombola.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.tombola.engine.spi.Kind.BATCHED;
import static org.tombola.engine.spi.Kind.PLAIN;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.AdamStep;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.SgdStep;
import org.tombola.engine.spi.Unary;
import org.tombola.engine.spi.Window;

/// Products and convolutions over the weights that are left, against the dense ones with the same
/// zeros, into poisoned outputs.
class SparseParityTest {
  private static final double SUMS = 3e-6;
  private static final CpuBackend DENSE = new CpuBackend(1, ConvAlgorithm.DIRECT, SparseChoice.OFF);
  private static final CpuBackend SPARSE = new CpuBackend(1, ConvAlgorithm.DIRECT, SparseChoice.ON);

  @ParameterizedTest
  @ValueSource(ints = {1, 17, 32, 33, 60, 64, 65, 140})
  void linear(int n) {
    for (int[] size : new int[][] {{1, 1}, {3, 7}, {31, 33}, {100, 10}, {130, 50}}) {
      for (int percent : new int[] {0, 3, 20, 60, 100}) {
        compare(
            linear(SPARSE, n, size[0], size[1], percent),
            linear(DENSE, n, size[0], size[1], percent));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void convolution(int size) {
    for (int stride = 1; stride <= 2; stride++) {
      for (int padding = 0; padding <= 2; padding++) {
        Window window = Window.of(size, stride, padding);
        for (int n : new int[] {3, 33}) {
          conv(n, 5, 6, 7, 9, 30, window);
          conv(n, 3, 17, 5, 6, 10, window);
        }
      }
    }
    conv(70, 5, 9, 2, 2, 25, Window.of(3, 1, 1));
    conv(33, 20, 36, 4, 4, 10, Window.of(3, 1, 1));
    conv(5, 16, 16, 32, 32, 5, Window.of(3, 1, 1));
  }

  private static void conv(int n, int c, int k, int h, int v, int percent, Window window) {
    if (window.outHeight(h) > 0 && window.outWidth(v) > 0) {
      compare(
          convolution(SPARSE, n, c, k, h, v, percent, window),
          convolution(DENSE, n, c, k, h, v, percent, window));
    }
  }

  @Test
  void the_bits_do_not_depend_on_the_number_of_threads() {
    Window window = Window.of(3, 1, 1);
    List<float[]> expected = convolution(SPARSE, 40, 20, 36, 17, 16, 10, window);
    expected.addAll(linear(SPARSE, 130, 300, 200, 10));
    for (int threads : new int[] {2, 3, 5}) {
      try (CpuBackend on = new CpuBackend(threads, ConvAlgorithm.AUTO, SparseChoice.ON)) {
        List<float[]> got = convolution(on, 40, 20, 36, 17, 16, 10, window);
        got.addAll(linear(on, 130, 300, 200, 10));
        for (int i = 0; i < got.size(); i++) {
          assertArrayEquals(expected.get(i), got.get(i), "verb " + i + ", threads " + threads);
        }
      }
    }
  }

  /// A new mask is obeyed, and so is none.
  @Test
  void a_pattern_lasts_until_the_next() {
    CpuStorage w = (CpuStorage) SPARSE.allocate(PLAIN, Shape.of(2, 2));
    CpuStorage mask = (CpuStorage) SPARSE.allocate(PLAIN, Shape.of(2, 2));
    mask.write(new float[] {1, 0, 0, 0});
    SPARSE.pattern(w, mask);
    Pattern quarter = w.pattern();
    assertNotNull(quarter);
    assertEquals(0.25, quarter.density());
    SPARSE.pattern(w, null);
    assertNull(w.pattern());
  }

  @Test
  void automatic_choice_follows_density() {
    CpuStorage w = (CpuStorage) SPARSE.allocate(PLAIN, Shape.of(10, 10));
    assertNull(SparseChoice.AUTO.linear(w, 100, false));
    SPARSE.pattern(w, mask(SPARSE, Shape.of(10, 10), 5));
    assertNotNull(SparseChoice.AUTO.linear(w, 100, false));
    assertNotNull(SparseChoice.AUTO.convolution(w, 100, true, true));
    assertNull(SparseChoice.OFF.linear(w, 100, false));
    SPARSE.pattern(w, mask(SPARSE, Shape.of(10, 10), 90));
    assertNull(SparseChoice.AUTO.linear(w, 100, false));
    assertNotNull(SparseChoice.ON.linear(w, 100, false));
  }

  /// The tiles cut indices to 29 bits, so longer arrays have to take the dense way.
  @Test
  void arrays_beyond_the_reach_of_an_index_are_dense() {
    CpuStorage w = (CpuStorage) SPARSE.allocate(PLAIN, Shape.of(10, 10));
    SPARSE.pattern(w, mask(SPARSE, Shape.of(10, 10), 5));
    int most = 1 << 29;
    for (boolean gradient : new boolean[] {false, true}) {
      assertNotNull(SparseChoice.ON.linear(w, most, gradient));
      assertNull(SparseChoice.ON.linear(w, most + 1, gradient));
      assertNotNull(SparseChoice.ON.convolution(w, most, false, gradient));
      assertNull(SparseChoice.ON.convolution(w, most + 1, false, gradient));
    }
    assertTrue(SparseTile.reaches(SparseGradient.floats(100)));
    assertFalse(SparseTile.reaches(SparseGradient.floats(1 << 26)), "sums have indices too");
  }

  /// Bit by bit, from state that is not yet zero where weights are pruned.
  @Test
  void optimisers_update_what_is_left() {
    for (float momentum : new float[] {0, 0.9f}) {
      var sgd = new SgdStep(0.1f, momentum, momentum > 0, 1e-2f);
      assertArrayEquals(stepped(DENSE, sgd), stepped(SPARSE, sgd));
    }
    var plain = new SgdStep(0.1f, 0.9f, false, 1e-2f);
    assertArrayEquals(stepped(DENSE, plain), stepped(SPARSE, plain));
    var adam = new AdamStep(1e-2f, 0.9f, 0.999f, 1e-8f, 1e-2f, 3);
    assertArrayEquals(stepped(DENSE, adam), stepped(SPARSE, adam));
  }

  /// Weights and state after two steps of an optimiser, the second with another gradient.
  private static float[][] stepped(CpuBackend on, Record step) {
    Shape shape = Shape.of(61, 37);
    CpuStorage mask = mask(on, shape, 10);
    CpuStorage w = pruned(on, shape, mask);
    CpuStorage first = random(on, PLAIN, "first", shape);
    CpuStorage second = random(on, PLAIN, "second", shape);
    on.map(Unary.SQUARE, first, second);
    for (String gradient : List.of("dw", "dw again")) {
      CpuStorage dw = random(on, PLAIN, gradient, shape);
      switch (step) {
        case SgdStep sgd -> on.sgdStep(sgd, dw, mask, sgd.momentum() > 0 ? first : null, w);
        case AdamStep adam -> on.adamStep(adam, dw, mask, first, second, w);
        default -> throw new IllegalArgumentException(step.toString());
      }
    }
    return new float[][] {w.data(), first.data(), second.data()};
  }

  private static List<float[]> linear(CpuBackend on, int n, int inputs, int outputs, int percent) {
    CpuStorage mask = mask(on, Shape.of(outputs, inputs), percent);
    CpuStorage w = pruned(on, Shape.of(outputs, inputs), mask);
    CpuStorage bias = random(on, PLAIN, "bias", Shape.of(outputs));
    CpuStorage x = random(on, BATCHED, "x", Shape.of(n, inputs));
    CpuStorage dy = random(on, BATCHED, "dy", Shape.of(n, outputs));
    CpuStorage y = poisoned(on, BATCHED, dy.shape());
    CpuStorage dx = poisoned(on, BATCHED, x.shape());
    CpuStorage dw = poisoned(on, PLAIN, w.shape());
    on.linear(x, w, bias, y);
    on.linearInputGrad(dy, w, dx);
    on.linearWeightGrad(dy, x, w, dw);
    return results(y, dx, dw, mask);
  }

  private static List<float[]> convolution(
      CpuBackend on, int n, int c, int k, int h, int v, int percent, Window window) {
    Shape filters = Shape.of(k, c, window.height(), window.width());
    CpuStorage mask = mask(on, filters, percent);
    CpuStorage w = pruned(on, filters, mask);
    CpuStorage bias = random(on, PLAIN, "bias", Shape.of(k));
    CpuStorage x = random(on, BATCHED, "x", Shape.of(n, c, h, v));
    Shape out = Shape.of(n, k, window.outHeight(h), window.outWidth(v));
    CpuStorage dy = random(on, BATCHED, "dy", out);
    CpuStorage y = poisoned(on, BATCHED, out);
    CpuStorage dx = poisoned(on, BATCHED, x.shape());
    CpuStorage dw = poisoned(on, PLAIN, filters);
    on.conv2d(window, x, w, bias, y);
    on.conv2dInputGrad(window, dy, w, dx);
    on.conv2dWeightGrad(window, dy, x, w, dw);
    return results(y, dx, dw, mask);
  }

  /// All that was computed, padding included; gradients of pruned weights count as 0.
  private static List<float[]> results(
      CpuStorage y, CpuStorage dx, CpuStorage dw, CpuStorage mask) {
    float[] gradient = dw.data().clone();
    for (int i = Lanes.ORIGIN; i < gradient.length; i++) {
      gradient[i] = i < Lanes.ORIGIN + dw.features() && mask.data()[i] == 0 ? 0 : gradient[i];
    }
    return new ArrayList<>(List.of(y.data().clone(), dx.data().clone(), gradient));
  }

  private static void compare(List<float[]> got, List<float[]> expected) {
    for (int verb = 0; verb < got.size(); verb++) {
      float[] g = got.get(verb);
      float[] e = expected.get(verb);
      double largest = 1;
      for (float value : e) {
        largest = Math.max(largest, Math.abs(value));
      }
      for (int i = Lanes.ORIGIN; i < e.length; i++) {
        if (!(Math.abs(g[i] - e[i]) <= SUMS * largest)) {
          fail("verb " + verb + " at " + i + ": " + g[i] + ", expected " + e[i]);
        }
      }
    }
  }

  private static CpuStorage mask(CpuBackend on, Shape shape, int percent) {
    var stream = new Rng(1).stream("mask");
    float[] kept = new float[shape.size()];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = stream.uniform(i) < percent / 100f ? 1f : 0f;
    }
    CpuStorage mask = (CpuStorage) on.allocate(PLAIN, shape);
    mask.write(kept);
    return mask;
  }

  private static CpuStorage pruned(CpuBackend on, Shape shape, CpuStorage mask) {
    CpuStorage w = random(on, PLAIN, "w", shape);
    for (int i = 0; i < shape.size(); i++) {
      w.data()[Lanes.ORIGIN + i] *= mask.data()[Lanes.ORIGIN + i];
    }
    on.pattern(w, mask);
    return w;
  }

  private static CpuStorage random(CpuBackend on, Kind kind, String name, Shape shape) {
    var stream = new Rng(1).stream(name);
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) stream.gaussian(i);
    }
    CpuStorage made = (CpuStorage) on.allocate(kind, shape);
    made.write(values);
    return made;
  }

  private static CpuStorage poisoned(CpuBackend on, Kind kind, Shape shape) {
    CpuStorage made = (CpuStorage) on.allocate(kind, shape);
    made.poison();
    return made;
  }
}
