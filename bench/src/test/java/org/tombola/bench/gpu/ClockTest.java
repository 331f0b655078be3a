package org.tombola.bench.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.bench.layer.ConvLayer;
import org.tombola.bench.layer.Direction;
import org.tombola.bench.layer.Layer;
import org.tombola.bench.layer.Numbers;
import org.tombola.bench.layer.Operands;
import org.tombola.engine.Backends;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// What is timed is enough, and the right thing.
class ClockTest {
  @Test
  void as_often_as_takes_long_enough() {
    Repeats repeats = new Repeats(1, 4, 100);
    assertEquals(4, repeats.choose(_ -> 1));
    assertEquals(16, repeats.choose(times -> times * 0.07));
    assertEquals(100, repeats.choose(_ -> 0.5));
  }

  /// A backend that only writes down when it is asked for a number.
  private static Backend listening(List<String> heard) {
    record Silent(Kind kind, Shape shape, Backend owner, List<String> heard) implements Storage {
      @Override
      public void read(float[] into) {
        heard.add("read");
      }

      @Override
      public void write(float[] from) {}

      @Override
      public void poison() {}
    }
    return (Backend)
        Proxy.newProxyInstance(
            Backend.class.getClassLoader(),
            new Class<?>[] {Backend.class},
            (self, verb, arguments) ->
                verb.getName().equals("allocate")
                    ? new Silent((Kind) arguments[0], (Shape) arguments[1], (Backend) self, heard)
                    : null);
  }

  @Test
  void the_clock_is_read_when_an_answer_is_there() {
    List<String> heard = new ArrayList<>();
    try (Lane lane = new Lane("listening", listening(heard))) {
      Repeated repeated = new Repeated(lane, () -> heard.add("call"), new Repeats(0, 3, 3));
      assertEquals(3, repeated.times());
      assertEquals(List.of("call", "read"), heard);
      heard.clear();
      assertTrue(repeated.seconds() > 0);
      assertEquals(List.of("call", "call", "call", "read"), heard);
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
