package org.tombola.lottery.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tombola.datasets.ImageShape;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.lottery.linear.LowRank;
import org.tombola.lottery.linear.MarchenkoPastur;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;
import org.tombola.nn.models.Models;

class SubspaceTest {
  @Test
  void noise_fills_a_known_interval() {
    // c = 1/4: (1 ± 1/2)², times 4
    var noise = new MarchenkoPastur(50, 200, 4);
    assertEquals(1, noise.lower(), 1e-12);
    assertEquals(9, noise.upper(), 1e-12);
    assertEquals(0, noise.below(1), 1e-9);
    assertEquals(1, noise.below(9), 1e-6);
    assertEquals(0.5, noise.below(noise.median()), 1e-6);
    // The mean is the variance: of 1 less the distribution over 0 .. 9.
    double mean =
        IntStream.range(0, 900).mapToDouble(i -> 1 - noise.below((i + 0.5) / 100)).sum() / 100;
    assertEquals(4, mean, 0.01);
    // c = 1: the density of x = s², (x(4 − x))^½ / 2πx; 1/3 + √3/2π of it lies below 1.
    assertEquals(
        1.0 / 3 + Math.sqrt(3) / (2 * Math.PI), new MarchenkoPastur(80, 80, 1).below(1), 1e-4);
  }

  private static NamedTensor random(int units, int inputs, double deviation) {
    RandomStream random = new Rng(2).stream("weights");
    float[] values = new float[units * inputs];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.gaussian(i));
    }
    return NamedTensor.of("fc1.weight", Shape.of(units, inputs), values);
  }

  private static long outliers(LowRank layer, MarchenkoPastur noise) {
    return Arrays.stream(layer.eigenvalues()).filter(x -> x > noise.edge()).count();
  }

  @Test
  void random_weights_are_noise_and_a_direction_in_them_is_an_outlier() {
    for (int[] sides : new int[][] {{60, 150}, {150, 60}}) {
      NamedTensor weight = random(sides[0], sides[1], 0.05);
      LowRank layer = LowRank.of(weight);
      var noise = MarchenkoPastur.fitted(layer.eigenvalues(), 150);
      assertEquals(60, layer.eigenvalues().length);
      assertEquals(0.05, Math.sqrt(noise.variance()), 0.002);
      assertEquals(noise.upper(), layer.eigenvalues()[0], 0.1 * noise.upper());
      assertEquals(0, outliers(layer, noise));
      float[] more = weight.toArray();
      for (int i = 0; i < more.length; i++) {
        more[i] += 0.03f;
      }
      LowRank learned = LowRank.of(NamedTensor.of("fc1.weight", weight.shape(), more));
      var fitted = MarchenkoPastur.fitted(learned.eigenvalues(), 150);
      assertEquals(0.05, Math.sqrt(fitted.variance()), 0.003, "the outlier moves the fit little");
      assertEquals(1, outliers(learned, fitted));
    }
  }

  @Test
  void what_is_left_is_the_nearest_of_that_rank() {
    // Singular values 5, 3 and 1 along turned axes; WWᵀ/4 has 25/4, 9/4 and 1/4.
    var weight = NamedTensor.of("w", Shape.of(4, 3), 0, 0, -5, 0, 1, 0, 3, 0, 0, 0, 0, 0);
    LowRank layer = LowRank.of(weight);
    assertArrayEquals(new double[] {6.25, 2.25, 0.25}, layer.eigenvalues(), 1e-9);
    assertEquals(3, layer.shorter());
    assertEquals(4, layer.longer());
    assertArrayEquals(
        new float[] {0, 0, -5, 0, 0, 0, 3, 0, 0, 0, 0, 0}, layer.truncated(2).toArray(), 1e-6f);
    assertArrayEquals(weight.toArray(), layer.truncated(3).toArray(), 1e-6f);
    assertEquals(100 * Math.sqrt(34.0 / 35), layer.normShare(2), 1e-9);
    // The mean is 35/12, and only 25/4 is above it.
    assertEquals(1, layer.elbow());
    LowRank turned = LowRank.of(NamedTensor.of("w", Shape.of(2, 3), 0, 0, -5, 3, 0, 0));
    assertArrayEquals(new float[] {0, 0, -5, 0, 0, 0}, turned.truncated(1).toArray(), 1e-6f);
  }

  @Test
  void a_network_is_as_accurate_as_it_was_with_all_directions() {
    Module network =
        Models.create("lenet-300-100", Shape.of(1, 3, 3), 2, Init.GLOROT_NORMAL, new Rng(1));
    Weights start = Weights.of(network);
    Mask mask = Mask.dense(network);
    Weights end = start.with(flat(start.get("fc1.weight")));
    var subject =
        new Subject(end, mask, List.of(new Snapshot(0, start, mask), new Snapshot(9, end, mask)));
    float[] picture = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    var data = new MadeUpExamples(new ImageShape(1, 3, 3), null, picture, picture);
    Instruments instruments = data.instruments(network, "last");
    List<Finding> findings = new Subspace().findings(List.of(subject), instruments);
    var accuracies =
        findings.stream().filter(f -> f.statistic().equals("accuracy-of-rank")).toList();
    // Nine directions there are: 1, 2, 3, 5, 7 and all.
    assertEquals(
        List.of(1.0, 2.0, 3.0, 5.0, 7.0, 9.0), accuracies.stream().map(Finding::x).toList());
    assertEquals(
        100 * instruments.tested(end).accuracy(), accuracies.getLast().value(), "all of them");
    assertEquals(100, value(findings, "norm-share-at-classes"), 1e-4, "of a layer of rank 1");
    assertEquals(0, value(findings, "accuracy-drop-at-classes"));
    assertEquals(0, value(findings, "outliers-at-start"));
    double noise =
        findings.stream()
            .filter(f -> f.statistic().equals("spectrum-histogram.noise"))
            .mapToDouble(Finding::value)
            .sum();
    assertEquals(100, noise, 1e-3);
  }

  /// All units the same.
  private static NamedTensor flat(NamedTensor layer) {
    float[] values = layer.toArray();
    int inputs = layer.shape().dim(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i % inputs];
    }
    return NamedTensor.of(layer.name(), layer.shape(), values);
  }

  private static double value(List<Finding> findings, String statistic) {
    return findings.stream()
        .filter(f -> f.statistic().equals(statistic))
        .mapToDouble(Finding::value)
        .findFirst()
        .orElseThrow();
  }
}
