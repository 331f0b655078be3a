package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Binary;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Unary;

/// Random numbers of steps that are replayed, on the kernels that ship, run by the interpreter.
class UniformsTest {
  private static final Shape SHAPE = Shape.of(3, 5, 4, 2);
  private static final int STEPS = 4;

  /// What was asked of the device, but for memory and copies.
  private final List<String> log = new ArrayList<>();

  private final Backend device =
      new CudaBackend(logged(new PtxDevice()), CudaChoices.in(Precision.FP32));
  private final Storage a = device.allocate(Kind.BATCHED, SHAPE);
  private final Storage b = device.allocate(Kind.BATCHED, SHAPE);
  private final Storage sum = device.allocate(Kind.BATCHED, SHAPE);
  private final Storage out = device.allocate(Kind.BATCHED, SHAPE);

  private Device logged(Device device) {
    Class<?>[] interfaces = {Device.class};
    return (Device)
        Proxy.newProxyInstance(
            Device.class.getClassLoader(),
            interfaces,
            (_, verb, arguments) -> {
              if (verb.getName().equals("launch") || verb.getName().equals("record")) {
                log.add(verb.getName());
              }
              return verb.invoke(device, arguments);
            });
  }

  @AfterEach
  void close() {
    device.close();
  }

  @Test
  void steps_that_begin_elsewhere_are_one_graph_and_draw_their_own_numbers() {
    assertOneGraph(step -> new Draw(new Rng(3).stream("dropout"), 1000L * step));
  }

  @Test
  void so_are_steps_with_streams_of_their_own() {
    assertOneGraph(step -> new Draw(new Rng(3).stream("dropout/" + step), 0));
  }

  @Test
  void so_are_steps_of_other_seeds() {
    assertOneGraph(step -> new Draw(new Rng(step).stream("dropout"), 0));
  }

  /// What a step draws.
  private record Draw(RandomStream stream, long first) {}

  private void assertOneGraph(IntFunction<Draw> draws) {
    out.read(new float[SHAPE.size()]); // hands over the zeros that storages begin with
    for (int step = 0; step < STEPS; step++) {
      Draw draw = draws.apply(step);
      log.clear();
      assertArrayEquals(expected(draw), drawn(draw), "step " + step);
      List<String> asked =
          switch (step) {
            case 0 -> Collections.nCopies(5, "launch"); // four verbs, and the order that is read
            case 1 -> List.of("record");
            default -> List.of();
          };
      assertEquals(asked, log, "step " + step);
    }
  }

  /// Two draws in one step, of which neither may get the other's numbers.
  private float[] drawn(Draw draw) {
    device.uniform(draw.stream(), draw.first(), a);
    device.uniform(draw.stream(), draw.first() + (1L << 33), b);
    device.zip(Binary.SUB, a, b, sum);
    device.map(Unary.ABS, sum, out);
    float[] drawn = new float[SHAPE.size()];
    out.read(drawn);
    return drawn;
  }

  private static float[] expected(Draw draw) {
    float[] expected = new float[SHAPE.size()];
    for (int i = 0; i < expected.length; i++) {
      float a = draw.stream().uniform(draw.first() + i);
      float b = draw.stream().uniform(draw.first() + (1L << 33) + i);
      expected[i] = Math.abs(a - b);
    }
    return expected;
  }
}
