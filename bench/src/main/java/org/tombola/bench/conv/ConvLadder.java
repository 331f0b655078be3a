package org.tombola.bench.conv;

import java.util.List;
import java.util.Random;
import org.tombola.bench.ladder.Accuracy;
import org.tombola.bench.ladder.Task;

/// The rungs in order, and the sums in double precision that each is checked against.
public final class ConvLadder {
  private ConvLadder() {}

  /// The rungs, lowest first.
  public static List<ConvRung> rungs() {
    return List.of(
        new Conv0Naive(),
        new Conv1Im2col(),
        new Conv2BatchLane(),
        new Conv3Direct(),
        new Conv4Winograd());
  }

  /// The rung's convolution of random images with random filters, run once and found right.
  ///
  /// @throws IllegalStateException if it is wrong
  public static Task checked(ConvRung rung, ConvShape shape) {
    float[] x = random(shape.inputs(), 1);
    float[] w = random(shape.weights(), 2);
    Task task = rung.prepare(shape, x, w);
    task.run().run();
    double error = Accuracy.error(convolution(shape, x, w), task.result().get());
    Accuracy.require(rung.name() + ", " + shape, error, rung.tolerance());
    return task;
  }

  private static float[] random(int size, long seed) {
    float[] numbers = new float[size];
    Random random = new Random(seed);
    for (int i = 0; i < size; i++) {
      numbers[i] = 2 * random.nextFloat() - 1;
    }
    return numbers;
  }

  /// Every weight is spread over the outputs it takes part in.
  private static double[] convolution(ConvShape shape, float[] x, float[] w) {
    int images = shape.samples() * shape.filters();
    double[] y = new double[shape.outputs()];
    for (int image = 0; image < images; image++) {
      int n = image / shape.filters();
      int k = image % shape.filters();
      for (int i = 0; i < shape.channels() * 9; i++) {
        int channel = (n * shape.channels() + i / 9) * shape.pixels();
        double weight = w[k * shape.channels() * 9 + i];
        spread(
            shape.side(), weight, i % 9 / 3 - 1, i % 3 - 1, x, channel, y, image * shape.pixels());
      }
    }
    return y;
  }

  private static void spread(
      int side, double weight, int down, int right, float[] x, int xi, double[] y, int yi) {
    for (int p = Math.max(0, -down); p < Math.min(side, side - down); p++) {
      for (int q = Math.max(0, -right); q < Math.min(side, side - right); q++) {
        y[yi + p * side + q] += weight * x[xi + (p + down) * side + q + right];
      }
    }
  }
}
