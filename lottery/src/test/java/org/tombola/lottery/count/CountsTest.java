package org.tombola.lottery.count;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tombola.engine.Backends;
import org.tombola.engine.Rng;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.prune.Pruner;
import org.tombola.lottery.recipe.PruneSettings;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.models.Models;

class CountsTest {
  private static final Pruner ALL = Pruner.of(new PruneSettings("magnitude", "global", 0.2, 0.2));

  private static List<LayerCount> counts(String network, Pruner pruner, Map<String, boolean[]> of) {
    var model = Models.named(network);
    try (var backend = Backends.open("reference", 1)) {
      return Backends.with(
          backend,
          () -> {
            Module made = model.create(Init.GLOROT_NORMAL, new Rng(0));
            Mask mask = Mask.dense(made);
            var masked =
                mask.layers().stream()
                    .filter(layer -> of.containsKey(layer.name()))
                    .map(layer -> NamedMask.of(layer.name(), layer.shape(), of.get(layer.name())))
                    .toList();
            return Counts.of(made, model.input()).layers(mask.with(masked), pruner);
          });
    }
  }

  private static long flops(List<LayerCount> layers) {
    return layers.stream().mapToLong(LayerCount::denseFlops).sum();
  }

  @Test
  void a_weight_of_a_linear_layer_is_used_once() {
    List<LayerCount> layers = counts("lenet-300-100", ALL, Map.of());
    assertEquals(
        List.of(235_200L, 30_000L, 1000L), layers.stream().map(LayerCount::weights).toList());
    assertEquals(2 * 266_200, flops(layers));
  }

  /// 16·9·(3 + 16·6)·32² + the stages of half and quarter the side, shortcuts by convolution, and
  /// the output: counted by hand.
  @Test
  void a_filter_is_used_at_every_pixel() {
    long first = 16 * 3 * 9 * 1024 + 6L * 16 * 16 * 9 * 1024;
    long second = (32 * 16 * 9 + 5L * 32 * 32 * 9 + 32 * 16) * 256;
    long third = (64 * 32 * 9 + 5L * 64 * 64 * 9 + 64 * 32) * 64;
    assertEquals(2 * (first + second + third + 640), flops(counts("resnet-20", ALL, Map.of())));
  }

  @Test
  void a_unit_without_weights_is_dead_and_costs_nothing() {
    boolean[] keeps = new boolean[1000];
    Arrays.fill(keeps, 200, 250, true);
    String output = counts("lenet-300-100", ALL, Map.of()).getLast().name();
    LayerCount layer = counts("lenet-300-100", ALL, Map.of(output, keeps)).getLast();
    assertEquals(50, layer.kept());
    assertEquals(9, layer.deadUnits());
    assertEquals(100, layer.sparseFlops());
  }

  @Test
  void layers_that_pruning_leaves_alone_are_exempt() {
    var kept = new PruneSettings("magnitude", "global", 0.2, 0, 0, "kept", List.of());
    List<String> exempt =
        counts("resnet-20", Pruner.of(kept), Map.of()).stream()
            .filter(LayerCount::exempt)
            .map(LayerCount::name)
            .collect(Collectors.toList());
    assertEquals(3, exempt.size(), exempt.toString());
    assertEquals(
        List.of(), counts("resnet-20", ALL, Map.of()).stream().filter(LayerCount::exempt).toList());
  }
}
