package org.tombola.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.tombola.engine.spi.Kind.BATCHED;
import static org.tombola.engine.spi.Kind.PLAIN;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Storage;

/// Batch normalisation against the reference backend, into poisoned outputs.
class BatchNormParityTest {
  private static final float EPSILON = 1e-5f;

  /// Everything one call needs and leaves.
  private record Layer(
      Pair x,
      Pair gamma,
      Pair beta,
      Pair mean,
      Pair variance,
      Pair y,
      Pair dy,
      Pair dx,
      Pair dgamma,
      Pair dbeta) {
    static Layer of(Pair x) {
      Shape shape = x.cpu().shape();
      int channels = shape.dim(1);
      Shape each = Shape.of(channels);
      return new Layer(
          x,
          Pair.random("gamma", PLAIN, channels),
          Pair.random("beta", PLAIN, channels),
          Pair.output(PLAIN, each),
          Pair.output(PLAIN, each),
          Pair.output(BATCHED, shape),
          Pair.random("dy", BATCHED, shape.dims()),
          Pair.output(BATCHED, shape),
          Pair.output(PLAIN, each),
          Pair.output(PLAIN, each));
    }

    void run(Backend on, boolean cpu) {
      Storage m = mean.on(cpu);
      Storage v = variance.on(cpu);
      on.batchNorm(EPSILON, x.on(cpu), gamma.on(cpu), beta.on(cpu), m, v, y.on(cpu));
      on.batchNormGrad(
          EPSILON,
          dy.on(cpu),
          x.on(cpu),
          gamma.on(cpu),
          m,
          v,
          dx.on(cpu),
          dgamma.on(cpu),
          dbeta.on(cpu));
    }

    void check(double tolerance) {
      run(Pair.CPU, true);
      run(Pair.REFERENCE, false);
      for (Pair result : new Pair[] {mean, variance, y, dx, dgamma, dbeta}) {
        result.agrees(tolerance);
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
