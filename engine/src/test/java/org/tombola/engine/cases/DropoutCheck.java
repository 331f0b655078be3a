package org.tombola.engine.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;

/// Dropout and its gradient against `x · 1/(1 − p)` where the stream's number is not below `p` and
/// `x · 0` elsewhere, bit by bit, of zeros, infinities and NaN too.
public final class DropoutCheck {
  private static final Shape SHAPE = Shape.of(33, 3, 2, 5);
  private static final RandomStream STREAM = new Rng(9).stream("dropout");
  private static final long INDEX = 3_000_000_000L;

  private static final float[] SPECIAL = {
    -0f, 0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE
  };

  private DropoutCheck() {}

  /// Probabilities at both ends, one that is drawn, and its neighbours.
  public static void check(Backend on) {
    float drawn = STREAM.uniform(INDEX * SHAPE.size() + 7);
    float least = 0x1p-24f; // between two numbers that can be drawn
    float[] probabilities = {
      0f, Float.MIN_VALUE, 0.25f, 0.5f, Math.nextDown(1f), drawn, drawn - least, drawn + least
    };
    for (float p : probabilities) {
      for (Kind kind : Kind.values()) {
        check(on, kind, p);
      }
    }
  }

  private static void check(Backend on, Kind kind, float p) {
    float[] x = Values.normal().draw(new Rng(8).stream("x"), SHAPE.size());
    System.arraycopy(SPECIAL, 0, x, 20, SPECIAL.length);
    float[] ones = new float[x.length];
    float[] expected = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      ones[i] = STREAM.uniform(INDEX * x.length + i) < p ? 0f : 1f / (1f - p);
      expected[i] = x[i] * ones[i];
    }
    Tensor leaf = Tensor.copyOf(on, kind, SHAPE, x).tracked();
    assertArrayEquals(expected, leaf.dropout(p, STREAM, INDEX).toArray(), kind + ", p = " + p);
    var gradients = Tape.gradients(() -> leaf.dropout(p, STREAM, INDEX).sum());
    assertArrayEquals(ones, gradients.of(leaf).toArray(), kind + ", gradient, p = " + p);
  }
}
