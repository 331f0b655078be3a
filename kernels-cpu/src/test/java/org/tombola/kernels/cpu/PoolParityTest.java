package org.tombola.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.tombola.engine.spi.Kind.BATCHED;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Window;

/// Pooling against the reference backend, into poisoned outputs.
class PoolParityTest {
  private static final double ULPS = 1e-6;

  private static final Window[] WINDOWS = {
    Window.of(2, 2, 0),
    Window.of(3, 2, 1),
    Window.of(3, 1, 1),
    Window.of(2, 3, 1),
    Window.of(1, 2, 0),
    Window.of(4, 4, 0),
    new Window(2, 4, 2, 1),
    new Window(4, 1, 3, 0)
  };

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 17, 32, 33})
  void pools_and_unpools(int n) {
    for (Window window : WINDOWS) {
      for (int channels : new int[] {1, 5}) {
        Pair x = Pair.random("x", BATCHED, n, channels, 7, 6);
        Shape pooled = Shape.of(n, channels, window.outHeight(7), window.outWidth(6));
        Pair dy = Pair.random("dy", BATCHED, pooled.dims());
        Pair taps = max(window, x, 0);

        Pair picked = Pair.output(BATCHED, pooled);
        picked.check(0, (on, cpu) -> on.maxPick(window, x.on(cpu), taps.on(cpu), picked.on(cpu)));
        Pair spread = Pair.output(BATCHED, x.cpu().shape());
        spread.check(
            ULPS, (on, cpu) -> on.maxUnpool(window, dy.on(cpu), taps.on(cpu), spread.on(cpu)));
        Pair mean = Pair.output(BATCHED, pooled);
        mean.check(ULPS, (on, cpu) -> on.avgPool(window, x.on(cpu), mean.on(cpu)));
        Pair shared = Pair.output(BATCHED, x.cpu().shape());
        shared.check(ULPS, (on, cpu) -> on.avgUnpool(window, dy.on(cpu), shared.on(cpu)));
      }
    }
  }

  /// Ties, zeros of both signs, infinities, and a NaN that nothing beats.
  @ParameterizedTest
  @ValueSource(ints = {1, 17})
  void the_first_of_equals_is_picked_and_nan_wins(int n) {
    float[] choices = {1f, 1f, 0f, -0f, -2f, Float.NEGATIVE_INFINITY, Float.NaN, 3f, 3f};
    Shape shape = Shape.of(n, 3, 9, 9);
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = choices[i * i / 7 % (i % 3 == 0 ? choices.length : 6)];
    }
    for (Window window : WINDOWS) {
      max(window, Pair.of(values, BATCHED, shape), 0);
    }
  }

  /// The taps, compared exactly, as the values are.
  private static Pair max(Window window, Pair x, double tolerance) {
    Shape shape = x.cpu().shape();
    Shape pooled =
        shape.with(2, window.outHeight(shape.dim(2))).with(3, window.outWidth(shape.dim(3)));
    Pair taps = Pair.output(BATCHED, pooled);
    Pair y = Pair.output(BATCHED, pooled);
    y.check(tolerance, (on, cpu) -> on.maxPool(window, x.on(cpu), y.on(cpu), taps.on(cpu)));
    float[] got = new float[pooled.size()];
    float[] expected = new float[pooled.size()];
    taps.cpu().read(got);
    taps.reference().read(expected);
    assertArrayEquals(expected, got);
    taps.paddingIsZero();
    return taps;
  }
}
