package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Window;

/// What is timed does what it is said to do.
class InterpretedTimerTest {
  private final PtxDevice device = new PtxDevice();
  private final KernelTimer timer = new KernelTimer(device);

  @AfterEach
  void close() {
    timer.close();
  }

  private long at(float[] numbers) {
    long address = timer.allocate(numbers.length);
    timer.upload(numbers, address);
    return address;
  }

  private float[] downloaded(long from, int count) {
    float[] numbers = new float[count];
    timer.download(from, numbers);
    return numbers;
  }

  @Test
  void a_copy_copies_all_of_it() {
    float[] numbers = LadderCases.ramp(4 * 257);
    long to = timer.allocate(numbers.length);
    KernelTimer.Call copy = timer.copy(at(numbers), to, numbers.length);
    assertEquals("copy", copy.toString());
    assertTrue(timer.nanos(copy, 1) > 0);
    assertArrayEquals(numbers, downloaded(to, numbers.length));
  }

  /// Each multiply-add adds 2⁻¹⁰, and chain i begins at i.
  @Test
  void multiply_adds_are_as_many_as_are_counted() {
    int steps = 2;
    long out = timer.allocate(timer.threads());
    timer.launch(timer.multiplyAdds(steps, out));
    float[] sums = downloaded(out, timer.threads());
    double added = timer.flops(steps) / 2 / timer.threads() / 1024;
    for (float sum : sums) {
      assertEquals(added + 15 * 16 / 2, sum, 1e-3);
    }
  }

  @Test
  void a_series_runs_all_its_calls_before_the_clock_and_again() {
    timer.launch(timer.nothing());
    long once = device.tally().instructions();
    assertTrue(once > 0);
    try (KernelTimer.Series series = timer.series(timer.nothing(), 7)) {
      assertEquals(7, series.times());
      assertTrue(series.nanos() > 0);
      assertEquals((1 + 7 + 7) * once, device.tally().instructions());
    }
  }

  @Test
  void what_ships_computes_what_a_rung_does() {
    int n = 68;
    long a = at(LadderCases.ramp(n * n));
    long b = at(LadderCases.ramp(n * n));
    long c = at(nans(n * n));
    timer.launch(timer.product(LadderCases.product("definition"), n, a, b, c));
    float[] product = downloaded(c, n * n);
    timer.upload(nans(n * n), c);
    timer.launch(timer.shippedProduct(n, a, b, c));
    assertArrayEquals(product, downloaded(c, n * n), 1e-4f);

    Window window = Window.of(3, 1, 1);
    Shape images = Shape.of(2, 4, 5, 5);
    Shape filter = Shape.of(8, 4, 3, 3);
    long x = at(LadderCases.ramp(images.size()));
    long w = at(LadderCases.ramp(filter.size()));
    int size = 2 * 8 * 5 * 5;
    long y = at(nans(size));
    timer.launch(
        timer.convolution(LadderCases.convolution("rows"), window, images, filter, x, w, y));
    float[] convolution = downloaded(y, size);
    timer.upload(nans(size), y);
    timer.launch(timer.shippedConvolution(window, images, filter, x, w, y));
    assertArrayEquals(convolution, downloaded(y, size), 1e-4f);
  }

  private static float[] nans(int count) {
    float[] nans = new float[count];
    Arrays.fill(nans, Float.NaN);
    return nans;
  }
}
