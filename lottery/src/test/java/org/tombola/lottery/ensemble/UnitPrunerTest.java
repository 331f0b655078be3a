package org.tombola.lottery.ensemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.UnknownName;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

class UnitPrunerTest {
  private static final List<Integer> COUNTS = List.of(10, 8, 6, 4, 3, 2);
  private static final int NETWORKS = 7;
  private static final Rng RNG = new Rng(4);

  /// Units that a network keeps.
  private static List<Integer> kept(Mask mask, int t, int networks) {
    var units = new ArrayList<Integer>();
    var output = mask.layer(Perceptrons.OUTPUT);
    for (int h = 0; h < output.shape().dim(0); h++) {
      if (output.keeps(h * networks + t)) {
        units.add(h);
      }
    }
    return units;
  }

  private static Mask prune(UnitScore score, Weights trained, Mask mask, int rounds) {
    return new UnitPruner(COUNTS, score).prune(trained, mask, rounds, RNG::stream);
  }

  @ParameterizedTest
  @EnumSource
  void every_score_leaves_whole_units_as_many_in_every_network(UnitScore score) {
    Ensemble ensemble = Ensemble.of(new EnsembleSize(Family.XOR, 10, NETWORKS), new Rng(1));
    Weights trained = Weights.of(ensemble);
    Mask dense = Mask.dense(ensemble);
    Mask mask = dense;
    for (int round = 1; round < COUNTS.size(); round++) {
      Mask next = prune(score, trained, mask, 1);
      assertEquals(next, prune(score, trained, mask, 1));
      assertTrue(next.within(mask));
      Mask atOnce = prune(score, trained, dense, round);
      for (Mask each : List.of(next, atOnce)) {
        assertEquals(COUNTS.get(round) / 10.0, each.density(), 1e-12);
        for (int t = 0; t < NETWORKS; t++) {
          assertEquals(COUNTS.get(round), kept(each, t, NETWORKS).size());
        }
        int units = 10 * NETWORKS;
        for (int i = 0; i < units; i++) {
          boolean out = each.layer(Perceptrons.OUTPUT).keeps(i);
          assertEquals(out, each.layer(Perceptrons.HIDDEN).keeps(i));
          assertEquals(out, each.layer(Perceptrons.HIDDEN).keeps(units + i));
        }
      }
      assertEquals(next, atOnce, "of the same weights");
      mask = next;
    }
    assertNotEquals(kept(mask, 0, NETWORKS), kept(mask, 1, NETWORKS), "each has its own");
    assertEquals(score, UnitScore.named(score.label()));
  }

  /// Sizes in: 7, 1, 2; sizes out: 1, 4, 2.1; products: 7, 4, 4.2.
  @Test
  void units_with_the_lowest_scores_go() {
    Weights trained =
        Weights.of(
            List.of(
                NamedTensor.of(Perceptrons.HIDDEN, Shape.of(2, 3, 1), 3, 0, -2, -4, 1, 0),
                NamedTensor.of(Perceptrons.OUTPUT, Shape.of(3, 1), 1, -4, 2.1f)));
    Mask dense = Mask.dense(Ensemble.of(new EnsembleSize(Family.XOR, 3, 1), new Rng(0)));
    assertEquals(List.of(0, 2), left(UnitScore.INPUT, trained, dense));
    assertEquals(List.of(1, 2), left(UnitScore.OUTPUT, trained, dense));
    assertEquals(List.of(0, 2), left(UnitScore.PRODUCT, trained, dense));
    Weights tied =
        Weights.of(
            List.of(
                trained.get(Perceptrons.HIDDEN),
                NamedTensor.of(Perceptrons.OUTPUT, Shape.of(3, 1), -1, 1, 1)));
    assertEquals(List.of(1, 2), left(UnitScore.OUTPUT, tied, dense), "the lower index goes");
  }

  private static List<Integer> left(UnitScore score, Weights trained, Mask dense) {
    var pruner = new UnitPruner(List.of(3, 2), score);
    return kept(pruner.prune(trained, dense, 1, RNG::stream), 0, 1);
  }

  @Test
  void an_unknown_score_offers_the_nearest() {
    var thrown = assertThrows(UnknownName.class, () -> UnitScore.named("products"));
    assertTrue(thrown.getMessage().contains("did you mean 'product'"), thrown.getMessage());
  }
}
