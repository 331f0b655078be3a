package org.tombola.lottery.prune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombola.datasets.Examples;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.lottery.recipe.PruneSettings;
import org.tombola.lottery.recipe.ScoreSettings;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// Scores of five pairs by hand: grown, shrunk, turned and grown, from zero, unmoved. The largest
/// initial weight is 2 and the largest trained one 4, so trained ones count half where the two are
/// compared in size.
class ChangeTest {
  private static final NamedTensor INIT = layer(1, -2, 0.5f, 0, -1);
  private static final NamedTensor TRAINED = layer(2, -1, -4, 3, -1);

  private static final Mask DENSE =
      Mask.of(List.of(NamedMask.of("w", INIT.shape(), true, true, true, true, true)));

  private static NamedTensor layer(float... values) {
    return NamedTensor.of("w", Shape.of(1, values.length), values);
  }

  /// Of a network that began as [#INIT].
  private static Ranking named(String name) {
    return new Ranking(Criteria.named(name), ScoreSettings.plain(), new Began(INIT));
  }

  private record Began(NamedTensor layer) implements Probe {
    @Override
    public Module network() {
      throw new AssertionError("weights are enough");
    }

    @Override
    public Weights init() {
      return Weights.of(List.of(layer));
    }

    @Override
    public Examples examples() {
      throw new AssertionError("weights are enough");
    }
  }

  private static float[] scores(String criterion, NamedTensor trained) {
    float[] scores =
        named(criterion).scores(Weights.of(List.of(trained)), DENSE, new Rng(0)::stream).get("w");
    return Objects.requireNonNull(scores);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "magnitude                    | 2, 1, 4, 3, 1",
        "small-final                  | -2, -1, -4, -3, -1",
        "large-init                   | 1, 2, 0.5, 0, 1",
        "small-init                   | -1, -2, -0.5, 0, -1",
        "large-init-large-final       | 1, 0.5, 0.5, 0, 0.5",
        "small-init-small-final       | -1, -2, -2, -1.5, -1",
        "magnitude-increase           | 1, -1, 3.5, 3, 0",
        "magnitude-increase-same-sign | 1, -1, 0, 0, 0",
        "magnitude-increase-diff-sign | 0, 0, 3.5, 0, 0",
        "movement                     | 1, 1, 4.5, 3, 0",
        "large-final-same-sign        | 2, 1, 0, 0, 1",
        "large-final-diff-sign        | 0, 0, 4, 0, 0"
      })
  void scores_of_what_training_did(String criterion, String expected) {
    String[] parts = expected.split(", ", -1);
    float[] scores = new float[parts.length];
    for (int i = 0; i < parts.length; i++) {
      scores[i] = Float.parseFloat(parts[i]);
    }
    assertArrayEquals(scores, scores(criterion, TRAINED), 1e-29f);
  }

  @Test
  void a_layer_that_died_is_all_alike() {
    NamedTensor dead = layer(0, 0, 0, 0, 0);
    assertArrayEquals(new float[5], scores("large-init-large-final", dead));
  }

  @Test
  void weights_whose_sign_does_not_count_are_drawn_not_taken_from_the_end() {
    Shape shape = Shape.of(20, 20);
    float[] before = new float[400];
    float[] after = new float[400];
    boolean[] ones = new boolean[400];
    Arrays.fill(ones, true);
    for (int i = 0; i < before.length; i++) {
      before[i] = 1;
      after[i] = i % 10 == 0 ? -2 : 2;
    }
    var probe = new Began(NamedTensor.of("w", shape, before));
    Mask dense = Mask.of(List.of(NamedMask.of("w", shape, ones)));
    var pruner =
        new Pruner(
            new PruneSettings("large-final-diff-sign", "layerwise", 0.5, 0.5),
            new Ranking(Criteria.named("large-final-diff-sign"), ScoreSettings.plain(), probe));
    Mask mask =
        pruner.prune(
            Weights.of(List.of(NamedTensor.of("w", shape, after))), dense, 1, new Rng(0)::stream);
    int first = 0;
    for (int i = 0; i < 400; i++) {
      assertTrue(i % 10 != 0 || mask.layer("w").keeps(i), "changed its sign: " + i);
      first += i < 200 && mask.layer("w").keeps(i) ? 1 : 0;
    }
    // 20 that changed and half of the others: 80 of 160, five standard deviations.
    assertEquals(100, first, 5 * Math.sqrt(180 * 0.25 * 0.5));
  }

  @Test
  void those_that_moved_farthest_stay() {
    var settings = new PruneSettings("movement", "layerwise", 0.4, 0.4);
    Weights trained = Weights.of(List.of(TRAINED));
    Mask mask =
        new Pruner(settings, named("movement")).prune(trained, DENSE, 1, new Rng(0)::stream);
    assertArrayEquals(
        new boolean[] {false, true, true, true, false},
        mask.layer("w").toArray(),
        "of 1 and 1 the first");
    assertThrows(
        IllegalStateException.class,
        () -> Pruner.of(settings).prune(trained, DENSE, 1, new Rng(0)::stream));
  }
}
