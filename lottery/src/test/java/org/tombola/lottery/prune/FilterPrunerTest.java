package org.tombola.lottery.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.PruneSettings;
import org.tombola.lottery.recipe.ScoreSettings;
import org.tombola.nn.Compact;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Role;
import org.tombola.nn.Weights;
import org.tombola.nn.models.Models;

class FilterPrunerTest {
  private static final Rng RNG = new Rng(5);

  private static FilterPruner pruner(String criterion, String scope, double fraction, Module of) {
    var settings =
        new PruneSettings(criterion, scope, fraction, 0, 0, "pruned", List.of(), "filters");
    return FilterPruner.of(settings, of, ScoreSettings.plain(), Probe.NONE);
  }

  private static Module network(String name) {
    return Models.create(name, Shape.of(3, 16, 16), 10, Init.KAIMING_NORMAL, RNG);
  }

  /// The L1 norms of the filters of a layer decide, and with a filter go the weights that read it.
  @Test
  void the_filters_with_the_smallest_l1_norms_go_with_what_reads_them() {
    Module network = network("resnet-8");
    network
        .parameters()
        .filter(p -> p.name().equals("layer1.0.conv1.weight"))
        .forEach(
            p -> {
              float[] values = p.toArray();
              for (int i = 0; i < values.length; i++) {
                int filter = i / (16 * 9);
                // Of filter 3 one weight is large and the sum small; 3 and 9 have the least sums.
                values[i] = filter == 3 ? (i % 144 == 0 ? 2 : 0) : filter == 9 ? -0.02f : 0.1f;
              }
              p.write(values);
            });
    Mask dense = Mask.dense(network);
    Mask mask =
        pruner("magnitude", "layerwise", 0.125, network)
            .prune(Weights.of(network), dense, 1, RNG::stream);
    NamedMask from = mask.layer("layer1.0.conv1.weight");
    NamedMask to = mask.layer("layer1.0.conv2.weight");
    for (int i = 0; i < from.shape().size(); i++) {
      int filter = i / (16 * 9);
      assertEquals(filter != 3 && filter != 9, from.keeps(i), "filter " + filter);
      int input = i / 9 % 16;
      assertEquals(input != 3 && input != 9, to.keeps(i), "input " + input);
    }
    assertEquals(dense.layer("conv1.weight"), mask.layer("conv1.weight"));
    assertEquals(dense.layer("linear.weight"), mask.layer("linear.weight"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"magnitude", "random", "smallest-norm", "most-potential"})
  void rounds_remove_whole_filters_and_only_shrink(String criterion) {
    Module network = network("conv-4");
    var pruner = pruner(criterion, "layerwise", 0.25, network);
    Mask mask = Mask.dense(network);
    Weights trained = Weights.of(network);
    for (int round = 1; round <= 3; round++) {
      Mask next = pruner.prune(trained, mask, 1, RNG::stream);
      assertTrue(next.within(mask));
      mask = next;
      int narrow = Pruner.survivors(64, 0.25, round);
      int wide = Pruner.survivors(128, 0.25, round);
      assertEquals(narrow * 3 * 9, Mask.kept(mask.layer("conv1.weight")));
      assertEquals(wide * narrow * 9, Mask.kept(mask.layer("conv3.weight")));
      assertEquals(256 * wide * 16, Mask.kept(mask.layer("fc1.weight")));
      assertEquals(256 * 256, Mask.kept(mask.layer("fc2.weight")));
    }
    if (criterion.equals("magnitude")) {
      Mask atOnce = pruner.prune(trained, Mask.dense(network), 3, RNG::stream);
      assertEquals(mask.kept(), atOnce.kept());
    }
    Weights smaller = Compact.of(network, mask.apply(trained));
    assertEquals(
        mask.kept(),
        mask.layers().stream().mapToLong(l -> smaller.get(l.name()).shape().size()).sum(),
        "every pruned weight is out of the smaller network");
    assertEquals(
        Map.of(), Compact.shapes(network, Compact.of(network, trained)), "nothing to take out");
  }

  /// Filters 2 to 5 look the same way, so that each adds 3 more to the frame potential than others.
  @Test
  void of_filters_that_look_the_same_way_one_goes() {
    Module network = network("conv-2");
    network
        .parameters()
        .filter(p -> p.name().equals("conv1.weight"))
        .forEach(
            p -> {
              float[] values = p.toArray();
              for (int filter = 3; filter <= 5; filter++) {
                System.arraycopy(values, 2 * 27, values, filter * 27, 27);
              }
              p.write(values);
            });
    var pruner = pruner("most-potential", "layerwise", 1 / 64.0, network);
    Mask mask = pruner.prune(Weights.of(network), Mask.dense(network), 1, RNG::stream);
    NamedMask from = mask.layer("conv1.weight");
    assertEquals(63, filters(from));
    assertEquals(3, IntStream.rangeClosed(2, 5).filter(f -> from.keeps(f * 27)).count());
  }

  @Test
  void one_ranking_over_all_layers_leaves_each_a_filter() {
    Module network = network("conv-4");
    network
        .parameters()
        .filter(p -> p.name().equals("conv2.weight"))
        .forEach(p -> p.write(new float[p.shape().size()]));
    var pruner = pruner("magnitude", "global", 0.5, network);
    Mask mask = pruner.prune(Weights.of(network), Mask.dense(network), 1, RNG::stream);
    assertEquals(1, filters(mask.layer("conv2.weight")));
    int all = List.of(1, 2, 3, 4).stream().mapToInt(i -> filters(layer(mask, i))).sum();
    assertEquals(Pruner.survivors(64 + 64 + 128 + 128, 0.5, 1), all);
  }

  /// Network slimming: |γ| of all layers in one ranking.
  @Test
  void the_filters_with_the_smallest_scales_go() {
    Module network = network("resnet-8");
    network
        .parameters()
        .filter(p -> p.role() == Role.NORM_SCALE)
        .forEach(
            p -> {
              float[] values = p.toArray();
              for (int i = 0; i < values.length; i++) {
                values[i] = p.name().equals("layer2.0.bn1.weight") && i % 2 == 1 ? -0.1f * i : -9;
              }
              p.write(values);
            });
    var pruner = pruner("norm-scale", "global", 7 / 112.0, network);
    Mask mask = pruner.prune(Weights.of(network), Mask.dense(network), 1, RNG::stream);
    NamedMask from = mask.layer("layer2.0.conv1.weight");
    for (int filter = 0; filter < 32; filter++) {
      boolean gone = filter % 2 == 1 && filter < 14;
      assertEquals(!gone, from.keeps(filter * 16 * 9), "filter " + filter);
    }
    assertEquals(16, filters(mask.layer("layer1.0.conv1.weight")));
    assertEquals(64, filters(mask.layer("layer3.0.conv1.weight")));
  }

  @Test
  void networks_that_cannot_be_pruned_so_are_named() {
    var scale = pruner("norm-scale", "global", 0.2, network("conv-2")).settings();
    var thrown =
        assertThrows(
            InvalidSettings.class, () -> FilterPruner.check(scale, "conv-2", network("conv-2")));
    assertTrue(thrown.getMessage().contains("conv-2, which has filters without a normal"));
  }

  private static NamedMask layer(Mask mask, int convolution) {
    return mask.layer("conv" + convolution + ".weight");
  }

  private static int filters(NamedMask layer) {
    int size = layer.shape().size() / layer.shape().dim(0);
    int filters = 0;
    for (int f = 0; f < layer.shape().dim(0); f++) {
      boolean any = false;
      for (int i = f * size; i < (f + 1) * size; i++) {
        any |= layer.keeps(i);
      }
      filters += any ? 1 : 0;
    }
    return filters;
  }

  @Test
  void layers_that_lose_nothing_are_exempt() {
    Module network = network("resnet-8");
    List<String> exempt =
        pruner("magnitude", "layerwise", 0.2, network).exempt(Mask.dense(network)).stream()
            .map(NamedMask::name)
            .toList();
    assertEquals(
        List.of(
            "conv1.weight",
            "layer2.0.shortcut.0.weight",
            "layer3.0.shortcut.0.weight",
            "linear.weight"),
        exempt);
  }
}
