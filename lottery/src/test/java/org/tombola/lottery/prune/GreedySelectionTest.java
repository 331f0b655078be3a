package org.tombola.lottery.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.datasets.Examples;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.lottery.Blobs;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.PruneSettings;
import org.tombola.lottery.recipe.ScoreSettings;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Phase;
import org.tombola.nn.Units;
import org.tombola.nn.Weights;
import org.tombola.nn.models.LeNet300;
import org.tombola.nn.models.Models;

/// Pruning by whole units, those chosen one by one among them.
class GreedySelectionTest {
  private static final Rng RNG = new Rng(5);
  private static final Examples EXAMPLES = Blobs.examples(30);

  private static PruneSettings round(String criterion, double fraction) {
    return new PruneSettings(
        criterion, "layerwise", fraction, 0, 0, "pruned", List.of(), PruneSettings.UNITS);
  }

  private static Module network() {
    return LeNet300.of(16, 10, 6, 3, Init.KAIMING_NORMAL, new Rng(2));
  }

  private static Mask pruned(String criterion, double fraction, String keep) {
    Module network = network();
    var trial = new Trial(network(), EXAMPLES);
    return FilterPruner.of(
            round(criterion, fraction), network, new ScoreSettings(1, keep, 10), trial)
        .prune(Weights.of(network), Mask.dense(network), 1, RNG::stream);
  }

  @ParameterizedTest
  @ValueSource(strings = {"greedy-loss", "greedy-imitation", "magnitude", "taylor", "random"})
  void whole_units_of_both_layers_go_with_what_reads_them(String criterion) {
    Mask mask = pruned(criterion, 0.5, "highest");
    assertEquals(mask, pruned(criterion, 0.5, "highest"), "the same twice");
    List<Integer> first = alive(mask, 0);
    List<Integer> second = alive(mask, 1);
    assertEquals(5, first.size());
    assertEquals(3, second.size());
    for (NamedMask layer : mask.layers()) {
      int inputs = layer.shape().dim(1);
      for (int i = 0; i < layer.shape().size(); i++) {
        boolean row =
            layer.name().equals("fc3.weight") || of(layer, first, second).contains(i / inputs);
        boolean column =
            switch (layer.name()) {
              case "fc1.weight" -> true;
              case "fc2.weight" -> first.contains(i % inputs);
              default -> second.contains(i % inputs);
            };
        assertEquals(row && column, layer.keeps(i), layer + " " + i);
      }
    }
  }

  private static List<Integer> of(NamedMask layer, List<Integer> first, List<Integer> second) {
    return layer.name().equals("fc1.weight") ? first : second;
  }

  private static List<Integer> alive(Mask mask, int layer) {
    Units units = Units.of(network()).get(layer);
    return units.alive(mask.layer(units.from()));
  }

  /// With one unit of the first layer the second gets that one ten times.
  @Test
  void the_first_chosen_is_the_one_with_the_least_loss() {
    Module network = network();
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int unit = 0; unit < 10; unit++) {
      double loss = lossWith(network, unit);
      if (loss < least) {
        best = unit;
        least = loss;
      }
    }
    assertEquals(List.of(best), alive(pruned("greedy-loss", 0.9, "highest"), 0));
    assertTrue(!alive(pruned("greedy-loss", 0.5, "lowest"), 0).contains(best), "turned round");
  }

  /// The first unit of the second layer is chosen with the first layer's choice in place.
  @Test
  void layers_are_chosen_from_front_to_back() {
    Module network = network();
    Mask mask = pruned("greedy-loss", 0.8, "highest");
    List<Integer> first = alive(mask, 0);
    assertEquals(2, first.size());
    List<Integer> all = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    int best = bestOfSecond(network, first);
    assertEquals(List.of(best), alive(mask, 1));
    assertNotEquals(bestOfSecond(network, all), best, "another seed would tell the two apart");
  }

  private static int bestOfSecond(Module network, List<Integer> first) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int unit = 0; unit < 6; unit++) {
      double loss = lossWith(network, first, List.of(unit));
      if (loss < least) {
        best = unit;
        least = loss;
      }
    }
    return best;
  }

  private static double lossWith(Module network, int unit) {
    return lossWith(network, List.of(unit), List.of(0, 1, 2, 3, 4, 5));
  }

  private static double lossWith(Module network, List<Integer> first, List<Integer> second) {
    Weights before = Weights.of(network());
    before.into(network);
    mean(network, before, "fc2.weight", first, 10);
    mean(network, before, "fc3.weight", second, 6);
    float[] x = new float[30 * 16];
    var labels = new ArrayList<Integer>();
    for (int n = 0; n < 30; n++) {
      EXAMPLES.copyTo(n, x, n * 16);
      labels.add(EXAMPLES.label(n));
    }
    return network
        .forward(Tensor.batch(Shape.of(30, 1, 4, 4), x), Phase.EVAL)
        .softmaxCrossEntropy(labels.stream().mapToInt(l -> l).toArray())
        .mean()
        .item();
  }

  private static void mean(
      Module network, Weights before, String reads, List<Integer> chosen, int all) {
    float[] values = before.get(reads).toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= chosen.contains(i % all) ? (float) all / chosen.size() : 0;
    }
    Trial.write(network, reads, values);
  }

  @Test
  void filters_can_be_chosen_by_loss_and_not_by_imitation() {
    Module network = Models.create("conv-2", Shape.of(1, 4, 4), 3, Init.KAIMING_NORMAL, RNG);
    var trial = new Trial(network, EXAMPLES);
    var filters =
        new PruneSettings("greedy-loss", "layerwise", 0.95, 0, 0, "pruned", List.of(), "filters");
    Mask mask =
        FilterPruner.of(filters, network, ScoreSettings.plain(), trial)
            .prune(Weights.of(network), Mask.dense(network), 1, RNG::stream);
    assertEquals(3 * 9, Mask.kept(mask.layers().getFirst()));
    PruneSettings round = round("greedy-imitation", 0.5);
    var thrown =
        assertThrows(InvalidSettings.class, () -> FilterPruner.check(round, "conv-2", network));
    assertTrue(
        thrown.getMessage().contains("greedy-imitation for the network conv-2, which has filters"),
        thrown.getMessage());
  }
}
