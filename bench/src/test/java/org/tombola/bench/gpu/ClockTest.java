package org.tombola.bench.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.tombola.bench.layer.ConvLayer;
import org.tombola.bench.layer.Direction;
import org.tombola.bench.layer.Layer;
import org.tombola.bench.layer.Numbers;
import org.tombola.bench.layer.Operands;
import org.tombola.engine.Backends;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Binary;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;
import org.tombola.kernels.cuda.InterpretedBackend;

/// What is timed is enough, and the right thing.
class ClockTest {
  @Test
  void as_often_as_takes_long_enough() {
    Repeats repeats = new Repeats(1, 4, 100);
    assertEquals(4, repeats.choose(_ -> 1));
    assertEquals(16, repeats.choose(times -> times * 0.07));
    assertEquals(100, repeats.choose(_ -> 0.5));
  }

  /// Counts in the device's memory: a call adds one.
  @Test
  void all_calls_have_run_when_the_clock_is_read() {
    try (Lane lane = new Lane("cuda", InterpretedBackend.open("cuda"))) {
      Backend on = lane.on();
      Storage one = Numbers.store(on, Kind.PLAIN, Shape.of(1), new float[] {1});
      Storage[] counts = {
        on.allocate(Kind.PLAIN, Shape.of(1)), on.allocate(Kind.PLAIN, Shape.of(1))
      };
      int[] turn = {0};
      Runnable call = () -> on.zip(Binary.ADD, counts[turn[0]], one, counts[turn[0] ^= 1]);
      Repeated repeated = new Repeated(lane, call, new Repeats(0, 8, 8));
      assertEquals(8, repeated.times());
      for (int i = 0; i < 3; i++) {
        assertTrue(repeated.seconds() > 0);
      }
      float[] count = new float[1];
      counts[turn[0]].read(count);
      assertArrayEquals(new float[] {1 + 3 * 8}, count);
    }
  }

  @Test
  void a_sum_with_channels_last_is_that_of_the_definition() {
    ConvLayer layer = (ConvLayer) Layer.parse("conv-2x3x5x5-4x3x3-s2-p1");
    Operands operands = new Operands(layer, Backends.open("reference", 1));
    operands.run(Direction.FORWARD, operands.weights(1, 0f));
    float[] y = operands.result(Direction.FORWARD);
    float[] x = channelsLast(layer.input(), Numbers.draw(layer.input().size(), 1));
    float[] w = channelsLast(layer.weight(), Numbers.draw(layer.weight().size(), 3));
    float[] expected = channelsLast(layer.output(), y);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], ChannelsLast.sum(layer, x, w, i), 1e-5);
    }
  }

  private static float[] channelsLast(Shape shape, float[] numbers) {
    float[] last = new float[numbers.length];
    int pixels = shape.dim(2) * shape.dim(3);
    for (int i = 0; i < numbers.length; i++) {
      int pixel = i % pixels;
      int channel = i / pixels % shape.dim(1);
      int image = i / pixels / shape.dim(1);
      last[(image * pixels + pixel) * shape.dim(1) + channel] = numbers[i];
    }
    return last;
  }
}
