package org.tombola.lottery.prune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.lottery.recipe.PruneSettings;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

class RelativeMagnitudeTest {
  private static final Rng RNG = new Rng(3);

  private static float[] scores(float... weights) {
    return new RelativeMagnitude()
        .scores(NamedTensor.of("w", Shape.of(weights.length), weights), RNG.stream("none"));
  }

  @Test
  void weights_are_measured_in_deviations_of_those_that_are_left() {
    float root = (float) Math.sqrt(5);
    float[] expected = {1 / root, 1 / root, 3 / root, 3 / root, 0, 0};
    assertArrayEquals(expected, scores(1, -1, 3, -3, 0, 0), 1e-6f);
    assertArrayEquals(new float[] {0.1f, 0.1f, 0}, scores(0.1f, 0.1f, 0), "all the same");
    assertArrayEquals(new float[2], scores(0, 0));
  }

  /// A layer ten times as large loses the same share, where magnitude leaves it whole.
  @Test
  void one_cut_for_all_layers_is_one_number_of_deviations() {
    var tensors = new ArrayList<NamedTensor>();
    var masks = new ArrayList<NamedMask>();
    for (int layer = 0; layer < 2; layer++) {
      var numbers = RNG.stream("layer" + layer);
      float[] weights = new float[2000];
      boolean[] keeps = new boolean[2000];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) ((layer == 0 ? 1 : 10) * numbers.gaussian(i));
        keeps[i] = true;
      }
      tensors.add(NamedTensor.of("layer" + layer, Shape.of(2000), weights));
      masks.add(NamedMask.of("layer" + layer, Shape.of(2000), keeps));
    }
    Weights weights = Weights.of(tensors);
    Mask dense = Mask.of(masks);
    var kept = new ArrayList<Integer>();
    for (String criterion : List.of("relative-magnitude", "magnitude")) {
      var settings = new PruneSettings(criterion, "global", 0.25, 0.25);
      Mask mask = Pruner.of(settings).prune(weights, dense, 1, RNG::stream);
      kept.add(Mask.kept(mask.layer("layer1")));
    }
    // Six standard deviations of a binomial.
    assertEquals(1500, kept.get(0), 6 * Math.sqrt(2000 * 0.25 * 0.75));
    assertEquals(2000, kept.get(1), 100);
  }
}
