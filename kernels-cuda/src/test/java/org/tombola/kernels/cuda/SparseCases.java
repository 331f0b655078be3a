package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tombola.engine.Backends;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Window;

/// Products with pruned weights at awkward sizes, against the reference with the same zeros.
abstract class SparseCases {
  private static final double SUMS = 3e-6;

  abstract Device open();

  private CudaBackend skipping(Precision precision) {
    return new CudaBackend(open(), new CudaChoices(precision, false, SparseChoice.ON));
  }

  /// @param left of a thousand weights; 0 for a single one of all; −1 for none
  @ParameterizedTest
  @CsvSource({
    "1, 1, 5, 7, 3, 3, 3, 1, 1, 90",
    "3, 3, 9, 9, 5, 3, 3, 2, 1, 0",
    "2, 5, 8, 6, 16, 5, 5, 1, 2, 60",
    "1, 4, 3, 3, 4, 3, 3, 2, 2, -1",
    "2, 17, 7, 7, 9, 1, 1, 2, 0, 80",
    "2, 8, 9, 9, 11, 2, 3, 3, 1, 90",
    "3, 7, 6, 5, 68, 3, 3, 1, 0, 95",
    "1, 133, 5, 4, 140, 3, 3, 1, 1, 20",
    "2, 140, 4, 3, 131, 3, 3, 2, 1, 10",
    "5, 16, 6, 5, 33, 1, 1, 1, 1, 50",
    // So many pixels that a slice of them is walked in several steps.
    "4, 5, 13, 12, 3, 3, 3, 1, 1, 90"
  })
  void convolutions(
      int n, int c, int h, int v, int k, int r, int s, int stride, int padding, int left) {
    Window window = new Window(r, s, stride, padding);
    Shape filters = Shape.of(k, c, r, s);
    float[] mask = mask(filters.size(), left);
    Shape x = Shape.of(n, c, h, v);
    try (Backend got = skipping(Precision.FP32);
        Backend expected = Backends.open("reference", 1)) {
      compare(
          convolution(got, window, x, filters, mask),
          convolution(expected, window, x, filters, mask),
          mask);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 11, 90",
    "60, 300, 10, 20",
    "33, 131, 129, 95",
    "130, 70, 257, 0",
    "5, 9, 7, -1"
  })
  void linear_layers(int n, int inputs, int outputs, int left) {
    Shape weights = Shape.of(outputs, inputs);
    float[] mask = mask(weights.size(), left);
    for (Precision precision : Precision.values()) {
      // Float32 whatever the precision, so the tolerance is the same.
      boolean few = left <= 1000 * SparseChoice.ON.threshold(precision);
      if (few) {
        try (Backend got = skipping(precision);
            Backend expected = Backends.open("reference", 1)) {
          compare(linear(got, n, weights, mask), linear(expected, n, weights, mask), mask);
        }
      }
    }
  }

  /// As many in a column as there are rows: steps end early.
  @Test
  void what_is_left_may_be_crowded() {
    Shape weights = Shape.of(150, 200);
    float[] mask = new float[weights.size()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i % 200 >= 3 && i % 200 < 23 && i < 149 * 200 ? 1 : 0;
    }
    try (Backend got = skipping(Precision.FP32);
        Backend expected = Backends.open("reference", 1)) {
      compare(linear(got, 35, weights, mask), linear(expected, 35, weights, mask), mask);
    }
  }

  /// Pruned weights are +0 by contract; here they are NaN, to see who reads them.
  @Test
  void a_pattern_lasts_until_the_next() {
    try (CudaBackend on = skipping(Precision.FP32)) {
      Storage w = storage(on, Kind.PLAIN, Shape.of(1, 20), filled(20, Float.NaN));
      Storage x = storage(on, Kind.BATCHED, Shape.of(1, 20), ramp(20));
      float[] weights = filled(20, Float.NaN);
      weights[4] = 2;
      weights[7] = 3;
      w.write(weights);
      assertEquals(Float.NaN, product(on, x, w));
      on.pattern(w, storage(on, Kind.PLAIN, w.shape(), one(20, 4)));
      assertEquals(2 * 4, product(on, x, w));
      on.pattern(w, storage(on, Kind.PLAIN, w.shape(), one(20, 7)));
      assertEquals(3 * 7, product(on, x, w));
      on.pattern(w, null);
      assertEquals(Float.NaN, product(on, x, w));
      float[] many = one(20, 4);
      many[7] = 1;
      many[8] = 1;
      on.pattern(w, storage(on, Kind.PLAIN, w.shape(), many));
      assertEquals(Float.NaN, product(on, x, w), "above the threshold");
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_skipped_unless_asked_for(Precision precision) {
    try (CudaBackend off = new CudaBackend(open(), CudaChoices.in(precision))) {
      Storage w = storage(off, Kind.PLAIN, Shape.of(1, 100), filled(100, Float.NaN));
      Storage x = storage(off, Kind.BATCHED, Shape.of(1, 100), ramp(100));
      off.pattern(w, storage(off, Kind.PLAIN, w.shape(), one(100, 4)));
      assertEquals(Float.NaN, product(off, x, w));
    }
  }

  @Test
  void gives_the_same_bytes_again() {
    Shape filters = Shape.of(40, 30, 3, 3);
    float[] mask = mask(filters.size(), 50);
    Window window = Window.of(3, 1, 1);
    Shape x = Shape.of(3, 30, 6, 5);
    try (Backend first = skipping(Precision.FP32);
        Backend second = skipping(Precision.FP32)) {
      List<float[]> once = convolution(first, window, x, filters, mask);
      List<float[]> again = convolution(second, window, x, filters, mask);
      List<float[]> later = convolution(second, window, x, filters, mask);
      for (int i = 0; i < once.size(); i++) {
        assertArrayEquals(once.get(i), again.get(i));
        assertArrayEquals(once.get(i), later.get(i));
      }
    }
  }

  private static float product(Backend on, Storage x, Storage w) {
    Storage out = on.allocate(Kind.BATCHED, Shape.of(1, 1));
    on.linear(x, w, null, out);
    float[] one = new float[1];
    out.read(one);
    return one[0];
  }

  private static List<float[]> convolution(
      Backend on, Window window, Shape images, Shape filters, float[] mask) {
    Shape y =
        Shape.of(
            images.dim(0),
            filters.dim(0),
            window.outHeight(images.dim(2)),
            window.outWidth(images.dim(3)));
    Storage x = storage(on, Kind.BATCHED, images, normal("x", images.size()));
    Storage dy = storage(on, Kind.BATCHED, y, normal("dy", y.size()));
    Storage w = pruned(on, filters, mask);
    Storage bias = storage(on, Kind.PLAIN, Shape.of(filters.dim(0)), normal("b", filters.dim(0)));
    List<Storage> outs = outs(on, y, images, filters);
    on.conv2d(window, x, w, bias, outs.get(0));
    on.conv2d(window, x, w, null, outs.get(1));
    on.conv2dInputGrad(window, dy, w, outs.get(2));
    on.conv2dWeightGrad(window, dy, x, w, outs.get(3));
    return read(outs);
  }

  private static List<float[]> linear(Backend on, int n, Shape weights, float[] mask) {
    Shape y = Shape.of(n, weights.dim(0));
    Shape rows = Shape.of(n, weights.dim(1));
    Storage x = storage(on, Kind.BATCHED, rows, normal("x", rows.size()));
    Storage dy = storage(on, Kind.BATCHED, y, normal("dy", y.size()));
    Storage w = pruned(on, weights, mask);
    Storage bias = storage(on, Kind.PLAIN, Shape.of(weights.dim(0)), normal("b", weights.dim(0)));
    List<Storage> outs = outs(on, y, rows, weights);
    on.linear(x, w, bias, outs.get(0));
    on.linear(x, w, null, outs.get(1));
    on.linearInputGrad(dy, w, outs.get(2));
    on.linearWeightGrad(dy, x, w, outs.get(3));
    return read(outs);
  }

  /// For the product with and without bias, and its gradients.
  private static List<Storage> outs(Backend on, Shape y, Shape x, Shape w) {
    List<Storage> outs =
        List.of(
            on.allocate(Kind.BATCHED, y),
            on.allocate(Kind.BATCHED, y),
            on.allocate(Kind.BATCHED, x),
            on.allocate(Kind.PLAIN, w));
    outs.forEach(Storage::poison);
    return outs;
  }

  private static List<float[]> read(List<Storage> outs) {
    List<float[]> read = new ArrayList<>();
    for (Storage out : outs) {
      float[] values = new float[out.shape().size()];
      out.read(values);
      read.add(values);
    }
    return read;
  }

  private static void compare(List<float[]> got, List<float[]> expected, float[] mask) {
    for (int verb = 0; verb < got.size(); verb++) {
      boolean gradient = verb == 3;
      double largest = 1;
      for (float value : expected.get(verb)) {
        largest = Math.max(largest, Math.abs(value));
      }
      for (int i = 0; i < got.get(verb).length; i++) {
        float g = got.get(verb)[i];
        float e = gradient && mask[i] == 0 ? 0 : expected.get(verb)[i];
        String where = "verb " + verb + " at " + i;
        assertTrue(Math.abs(g - e) <= SUMS * largest, () -> where + ": " + g + ", not " + e);
        assertTrue(!gradient || mask[i] != 0 || Float.floatToRawIntBits(g) == 0, where);
      }
    }
  }

  private static float[] mask(int size, int left) {
    float[] mask = left == 0 ? one(size, size * 2 / 3) : new float[size];
    var stream = new Rng(1).stream("mask");
    for (int i = 0, kept = 0; left > 0 && i < size; i++) {
      // Never more than the threshold allows, or nothing is skipped.
      if (stream.uniform(i) < left / 1000.0 && 1000L * (kept + 1) <= (long) left * size) {
        mask[i] = 1;
        kept++;
      }
    }
    return mask;
  }

  private static Storage pruned(Backend on, Shape shape, float[] mask) {
    float[] values = normal("w", shape.size());
    for (int i = 0; i < values.length; i++) {
      values[i] = mask[i] == 0 ? 0 : values[i];
    }
    Storage w = storage(on, Kind.PLAIN, shape, values);
    on.pattern(w, storage(on, Kind.PLAIN, shape, mask));
    return w;
  }

  private static Storage storage(Backend on, Kind kind, Shape shape, float[] values) {
    Storage made = on.allocate(kind, shape);
    made.write(values);
    return made;
  }

  private static float[] normal(String name, int size) {
    float[] values = new float[size];
    var stream = new Rng(1).stream(name);
    for (int i = 0; i < size; i++) {
      values[i] = (float) stream.gaussian(i);
    }
    return values;
  }

  private static float[] filled(int size, float value) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    return values;
  }

  private static float[] one(int size, int at) {
    float[] values = new float[size];
    values[at] = 1;
    return values;
  }

  private static float[] ramp(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i;
    }
    return values;
  }
}
