package org.tombola.engine.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Reduce;
import org.tombola.engine.spi.Storage;

/// The uniform numbers a backend draws against those of the stream, bit by bit.
public final class UniformCheck {
  /// Around blocks of 32 samples and vectors, images whose channels may lie elsewhere, and enough
  /// for several threads.
  private static final List<Shape> SHAPES =
      List.of(
          Shape.of(1),
          Shape.of(31),
          Shape.of(33, 7),
          Shape.of(32, 1),
          Shape.of(17, 3, 5),
          Shape.of(3, 5, 4, 6),
          Shape.of(33, 1, 3, 2),
          Shape.of(2, 7, 1, 1),
          Shape.of(70, 4, 4, 5));

  /// The lower half overflows within the tensor, and the upper half matters.
  private static final long[] FIRSTS = {0, 5, (1L << 32) - 3, 3L << 40};

  private static final List<RandomStream> STREAMS =
      List.of(new Rng(4).stream("dropout/fc1"), new Rng(-1L << 35).stream("dropout/fc2"));

  private UniformCheck() {}

  /// Both kinds, two streams, and all the shapes and first indices above.
  ///
  /// @throws AssertionError naming kind, shape and first index
  public static void check(Backend on) {
    for (Shape shape : SHAPES) {
      for (Kind kind : Kind.values()) {
        for (RandomStream stream : STREAMS) {
          for (long first : FIRSTS) {
            check(on, kind, shape, stream, first);
          }
        }
      }
    }
  }

  private static void check(Backend on, Kind kind, Shape shape, RandomStream stream, long first) {
    String what = kind + " " + shape + " from " + first;
    float[] expected = new float[shape.size()];
    double sum = 0;
    for (int i = 0; i < expected.length; i++) {
      expected[i] = stream.uniform(first + i);
      sum += expected[i];
    }
    Storage out = on.allocate(kind, shape);
    out.poison();
    on.uniform(stream, first, out);
    float[] got = new float[expected.length];
    out.read(got);
    assertArrayEquals(expected, got, what);
    assertEquals(sum, sum(on, out), 1e-5 * sum, () -> what + ": the sum, padding included");
  }

  private static float sum(Backend on, Storage x) {
    Storage total = on.allocate(Kind.PLAIN, Shape.of(1));
    on.reduce(Reduce.SUM, IntStream.range(0, x.shape().rank()).toArray(), x, total);
    float[] value = new float[1];
    total.read(value);
    return value[0];
  }
}
