package org.tombola.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.tombola.engine.spi.Kind.BATCHED;
import static org.tombola.engine.spi.Kind.PLAIN;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Binary;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Reduce;
import org.tombola.engine.spi.Unary;

/// Verbs that move, map and reduce, against the reference backend, into poisoned outputs.
class VerbParityTest {
  private static final double ULPS = 1e-6;

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 31, 32, 33, 60, 64, 65})
  void reads_back_what_was_written(int n) {
    for (int features : new int[] {1, 3, 10, 16, 17, 33, 784}) {
      Pair x = Pair.random("x", BATCHED, n, features);
      x.cpu().poison();
      float[] values = new float[n * features];
      x.reference().read(values);
      x.cpu().write(values);
      float[] back = new float[values.length];
      x.cpu().read(back);
      assertArrayEquals(values, back);
      x.paddingIsZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 17, 32, 33, 65})
  void maps(int n) {
    for (Unary f : Unary.values()) {
      Pair x = Pair.random("x", BATCHED, n, 3, 2);
      map(f, x);
      map(f, Pair.random("x", PLAIN, n, 3));
      map(f, Pair.of(SPECIAL, PLAIN, Shape.of(SPECIAL.length)));
    }
  }

  private static final float[] SPECIAL = {
    Float.NaN, 0f, -0f, 1f, -1f, 90f, -80f, 30f, -30f, Float.POSITIVE_INFINITY, 1e-30f, 1e30f
  };

  private static void map(Unary f, Pair x) {
    Pair out = Pair.output(x.cpu().kind(), x.cpu().shape());
    out.check(ULPS, (on, cpu) -> on.map(f, x.on(cpu), out.on(cpu)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 17, 32, 33, 65})
  void zips_by_the_alignment_rule(int n) {
    for (Binary f : Binary.values()) {
      Pair x = Pair.random("x", BATCHED, n, 3, 4, 5);
      zip(f, x, Pair.random("y", BATCHED, n, 3, 4, 5), x);
      zip(f, x, Pair.random("y", BATCHED, n), x);
      zip(f, x, Pair.random("y", BATCHED, n, 1, 1), x);
      zip(f, Pair.random("y", BATCHED, n, 4, 1), x, x);
      zip(f, x, Pair.random("y", PLAIN, 3, 1, 1), x);
      zip(f, Pair.random("y", PLAIN, 5), x, x);
      zip(f, x, Pair.random("y", PLAIN, 4, 1), x);
      zip(f, Pair.random("y", PLAIN), x, x);
      Pair p = Pair.random("p", PLAIN, n, 7);
      zip(f, p, Pair.random("q", PLAIN, n, 7), p);
      zip(f, p, Pair.random("q", PLAIN, 7), p);
      zip(f, Pair.random("q", PLAIN, n, 1), p, p);
      Pair wide = Pair.random("p", PLAIN, n, 40);
      zip(f, Pair.random("q", PLAIN, n, 1), Pair.random("r", PLAIN, 40), wide);
    }
  }

  private static void zip(Binary f, Pair a, Pair b, Pair like) {
    Pair out = Pair.output(like.cpu().kind(), like.cpu().shape());
    out.check(0, (on, cpu) -> on.zip(f, a.on(cpu), b.on(cpu), out.on(cpu)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 33, 64, 65})
  void moves(int n) {
    Pair x = Pair.random("x", BATCHED, n, 3, 4, 5);
    Pair p = Pair.random("p", PLAIN, 3, 4, 5);
    Pair copied = Pair.output(PLAIN, Shape.of(n * 12, 5));
    copied.check(0, (on, cpu) -> on.copy(x.on(cpu), copied.on(cpu)));
    Pair batched = Pair.output(BATCHED, Shape.of(12, n, 5));
    batched.check(0, (on, cpu) -> on.copy(x.on(cpu), batched.on(cpu)));
    Pair again = Pair.output(BATCHED, Shape.of(n, 60));
    again.check(0, (on, cpu) -> on.copy(copied.on(cpu), again.on(cpu)));
    for (Pair from :
        new Pair[] {
          p,
          Pair.random("q", PLAIN, 4, 1),
          Pair.random("q", PLAIN),
          Pair.random("q", BATCHED, n),
          Pair.random("q", BATCHED, n, 3, 1, 5)
        }) {
      Pair expanded = Pair.output(BATCHED, Shape.of(n, 3, 4, 5));
      expanded.check(0, (on, cpu) -> on.expand(from.on(cpu), expanded.on(cpu)));
    }
    Pair turned = Pair.output(BATCHED, Shape.of(n, 5, 3, 4));
    turned.check(0, (on, cpu) -> on.permute(new int[] {0, 3, 1, 2}, x.on(cpu), turned.on(cpu)));
    Pair plain = Pair.output(PLAIN, Shape.of(5, 4, 3));
    plain.check(0, (on, cpu) -> on.permute(new int[] {2, 1, 0}, p.on(cpu), plain.on(cpu)));
    slices(x, 2);
    slices(x, 3);
    slices(p, 0);
    slices(p, 2);
  }

  private static void slices(Pair x, int axis) {
    Kind kind = x.cpu().kind();
    Pair part = Pair.output(kind, x.cpu().shape().with(axis, 2));
    part.check(0, (on, cpu) -> on.slice(axis, 1, x.on(cpu), part.on(cpu)));
    Pair whole = Pair.output(kind, x.cpu().shape());
    whole.check(0, (on, cpu) -> on.pad(axis, 1, part.on(cpu), whole.on(cpu)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 17, 32, 33, 65})
  void reduces_every_choice_of_axes(int n) {
    for (Reduce f : Reduce.values()) {
      for (int choice = 1; choice < 16; choice++) {
        reduce(f, choice, Pair.random("x", BATCHED, n, 3, 4, 5));
        reduce(f, choice, Pair.random("x", PLAIN, n, 3, 4, 5));
        reduce(f, choice, Pair.random("x", PLAIN, 2, n, 1, 40));
      }
      Pair low = Pair.output(BATCHED, Shape.of(n, 3));
      low.check(0, (on, cpu) -> on.fill(-7f, low.on(cpu)));
      reduce(f, 1, low);
    }
  }

  private static void reduce(Reduce f, int choice, Pair x) {
    Shape kept = x.cpu().shape();
    for (int axis = kept.rank() - 1; axis >= 0; axis--) {
      kept = (choice >> axis & 1) == 1 ? kept.without(axis) : kept;
    }
    int[] axes = IntStream.range(0, 4).filter(a -> (choice >> a & 1) == 1).toArray();
    boolean batched = x.cpu().batched() && (choice & 1) == 0;
    Pair out = Pair.output(batched ? BATCHED : PLAIN, kept);
    out.check(f == Reduce.SUM ? 2e-5 : 0, (on, cpu) -> on.reduce(f, axes, x.on(cpu), out.on(cpu)));
  }

  @Test
  void long_sums_stay_accurate() {
    Pair run = Pair.of(repeated(1 << 20), PLAIN, Shape.of(1 << 20));
    Pair sum = Pair.output(PLAIN, Shape.SCALAR);
    sum.check(1e-6, (on, cpu) -> on.reduce(Reduce.SUM, new int[] {0}, run.on(cpu), sum.on(cpu)));
    Pair column = Pair.of(repeated(1 << 20), PLAIN, Shape.of(1 << 16, 16));
    Pair sums = Pair.output(PLAIN, Shape.of(16));
    sums.check(
        3e-6, (on, cpu) -> on.reduce(Reduce.SUM, new int[] {0}, column.on(cpu), sums.on(cpu)));
  }

  private static float[] repeated(int length) {
    float[] values = new float[length];
    Arrays.fill(values, 0.1f);
    return values;
  }
}
