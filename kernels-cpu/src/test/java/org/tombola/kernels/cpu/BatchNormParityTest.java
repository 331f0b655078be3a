package org.tombola.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.tombola.engine.spi.Kind.BATCHED;
import static org.tombola.engine.spi.Kind.PLAIN;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.BatchStatistics;
import org.tombola.engine.spi.Storage;

/// Batch normalisation against the reference backend, into poisoned outputs.
class BatchNormParityTest {
  private static final float EPSILON = 1e-5f;

  /// Everything one call needs and leaves.
  private record Layer(
      Pair x,
      Pair gamma,
      Pair beta,
      @Nullable Pair residual,
      boolean relu,
      Pair mean,
      Pair variance,
      Pair shift,
      Pair y,
      Pair dy,
      Pair dx,
      Pair dgamma,
      Pair dbeta,
      @Nullable Pair dresidual) {
    static Layer of(Pair x) {
      return of(x, false, false);
    }

    static Layer of(Pair x, boolean relu, boolean added) {
      Shape shape = x.cpu().shape();
      int channels = shape.dim(1);
      Shape each = Shape.of(channels);
      return new Layer(
          x,
          Pair.random("gamma", PLAIN, channels),
          Pair.random("beta", PLAIN, channels),
          added ? Pair.random("residual", BATCHED, shape.dims()) : null,
          relu,
          Pair.output(PLAIN, each),
          Pair.output(PLAIN, each),
          Pair.output(PLAIN, each),
          Pair.output(BATCHED, shape),
          Pair.random("dy", BATCHED, shape.dims()),
          Pair.output(BATCHED, shape),
          Pair.output(PLAIN, each),
          Pair.output(PLAIN, each),
          added ? Pair.output(BATCHED, shape) : null);
    }

    void run(Backend on, boolean cpu) {
      var statistics = new BatchStatistics(mean.on(cpu), variance.on(cpu), shift.on(cpu));
      Storage added = residual == null ? null : residual.on(cpu);
      on.batchNorm(
          EPSILON, relu, x.on(cpu), gamma.on(cpu), beta.on(cpu), added, statistics, y.on(cpu));
      on.batchNormGrad(
          EPSILON,
          relu,
          dy.on(cpu),
          y.on(cpu),
          x.on(cpu),
          gamma.on(cpu),
          statistics,
          dx.on(cpu),
          dgamma.on(cpu),
          dbeta.on(cpu),
          dresidual == null ? null : dresidual.on(cpu));
    }

    void check(double tolerance) {
      run(Pair.CPU, true);
      run(Pair.REFERENCE, false);
      for (Pair result : new Pair[] {mean, variance, y, dx, dgamma, dbeta}) {
        result.agrees(tolerance);
      }
      if (dresidual != null) {
        dresidual.agrees(0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 15, 17, 32, 33, 65})
  void normalises_without_the_padding(int n) {
    Layer.of(Pair.random("x", BATCHED, n, 3, 4, 5)).check(2e-6);
    Layer.of(Pair.random("x", BATCHED, n, 16, 1, 1)).check(2e-6);
    Layer.of(Pair.random("x", BATCHED, n, 70)).check(2e-6);
    Layer.of(Pair.random("x", BATCHED, n, 130, 7, 3)).check(2e-6);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 17, 32, 33})
  void rectifies_in_the_same_passes(int n) {
    for (boolean added : new boolean[] {false, true}) {
      Layer.of(Pair.random("x", BATCHED, n, 3, 4, 5), true, added).check(2e-6);
      Layer.of(Pair.random("x", BATCHED, n, 70), true, added).check(2e-6);
      Layer.of(Pair.random("x", BATCHED, n, 130, 7, 3), true, added).check(2e-6);
    }
  }

  @Test
  void normalises_images_of_many_chunks() {
    Layer.of(Pair.random("x", BATCHED, 40, 5, 33, 31)).check(2e-6);
  }

  /// The variance of numbers near 100 that differ by thousandths: their squares differ by nothing.
  @Test
  void a_large_mean_does_not_drown_the_variance() {
    Pair noise = Pair.random("x", BATCHED, 33, 4, 8, 8);
    float[] values = new float[noise.cpu().shape().size()];
    noise.reference().read(values);
    for (int i = 0; i < values.length; i++) {
      values[i] = 100f + 1e-2f * values[i];
    }
    Layer layer = Layer.of(Pair.of(values, BATCHED, noise.cpu().shape()));
    layer.run(Pair.CPU, true);
    layer.run(Pair.REFERENCE, false);
    layer.y().agrees(1e-5);
    float[] got = new float[4];
    float[] expected = new float[4];
    layer.variance().cpu().read(got);
    layer.variance().reference().read(expected);
    assertArrayEquals(expected, got, 1e-9f); // of about 1e-4
    layer.mean().agrees(1e-7);
  }

  @Test
  void a_constant_channel_has_no_variance() {
    float[] values = new float[17 * 3 * 4];
    Arrays.fill(values, 0.1f);
    Layer layer = Layer.of(Pair.of(values, BATCHED, Shape.of(17, 3, 2, 2)));
    layer.run(Pair.CPU, true);
    float[] variance = new float[3];
    layer.variance().cpu().read(variance);
    assertArrayEquals(new float[3], variance);
  }
}
