package org.tombola.lottery.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.UnknownName;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.PruneSettings;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Weights;
import org.tombola.nn.models.Models;

/// Shares against the golden vectors of the papers' formulas.
class LayerBudgetTest {
  private static final double DIGITS = 0.6e-4;

  private static List<Shape> shapes(String network) {
    return Mask.dense(Models.create(network, Init.BINARY, new Rng(0))).layers().stream()
        .map(NamedMask::shape)
        .toList();
  }

  /// 16 convolutions and one linear layer, 20,024,000 weights.
  private static List<Shape> vgg() {
    int[] channels = {
      3, 64, 64, 128, 128, 256, 256, 256, 256, 512, 512, 512, 512, 512, 512, 512, 512
    };
    var shapes = new ArrayList<Shape>();
    for (int i = 1; i < channels.length; i++) {
      shapes.add(Shape.of(channels[i], channels[i - 1], 3, 3));
    }
    shapes.add(Shape.of(10, 512));
    assertEquals(20_024_000, shapes.stream().mapToInt(Shape::size).sum());
    return shapes;
  }

  private static double[] shares(LayerBudget budget, List<Shape> shapes, double sparsity) {
    double size = shapes.stream().mapToLong(Shape::size).sum();
    return budget.shares(shapes, (1 - sparsity) * size);
  }

  private static void assertBegins(double[] found, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[i], DIGITS, () -> Arrays.toString(found));
    }
  }

  /// The last of the hidden layers.
  private static void assertEnds(double[] found, double... expected) {
    int from = found.length - 1 - expected.length;
    assertBegins(Arrays.copyOfRange(found, from, found.length - 1), expected);
    assertEquals(0.3, found[found.length - 1], 1e-12);
  }

  @Test
  void smart_ratios_of_resnet_32() {
    List<Shape> shapes = shapes("resnet-32-w2");
    assertEquals(34, shapes.size());
    assertEquals(1_855_584, shapes.stream().mapToInt(Shape::size).sum());
    double[] two = shares(LayerBudget.SMART_RATIO, shapes, 0.98);
    assertBegins(two, .1584, .1493, .1405, .1320, .1238, .1158);
    assertEnds(two, .0056, .0040, .0027, .0016, .0008);
    double[] five = shares(LayerBudget.SMART_RATIO, shapes, 0.95);
    assertBegins(five, .3984, .3756);
    assertEnds(five, .0067, .0040, .0020);
    double[] ten = shares(LayerBudget.SMART_RATIO, shapes, 0.90);
    assertBegins(ten, .7984, .7528);
    assertEnds(ten, .0134, .0081, .0040);
  }

  @Test
  void smart_ratios_of_vgg_19() {
    double[] two = shares(LayerBudget.SMART_RATIO_VGG, vgg(), 0.98);
    assertBegins(
        two, 1, 1, .8384, .2635, .1461, .0870, .0541, .0345, .0223, .0145, .0093, .0059, .0036,
        .0020, .0011, .0005, .3);
    double[] five = shares(LayerBudget.SMART_RATIO_VGG, vgg(), 0.95);
    assertBegins(
        five, 1, 1, 1, 1, .6686, .2180, .1355, .0865, .0559, .0362, .0233, .0147, .0089, .0051,
        .0027, .0012, .3);
    double[] ten = shares(LayerBudget.SMART_RATIO_VGG, vgg(), 0.90);
    assertBegins(
        ten, 1, 1, 1, 1, 1, 1, .3177, .1731, .1119, .0725, .0466, .0294, .0179, .0103, .0054, .0024,
        .3);
  }

  @Test
  void erdos_renyi_with_kernels_of_lenet() {
    List<Shape> shapes = shapes("lenet-300-100");
    assertBegins(shares(LayerBudget.ERK, shapes, 0.9), .0796, .2302, 1);
    assertBegins(shares(LayerBudget.ERK, shapes, 0.98), .0154, .0445, .3674);
  }

  @Test
  void erdos_renyi_with_kernels_of_resnet_20() {
    assertResNet(0.9, .9834, .2803, .1991, .1291, 1, .0940, .0618, .8132, 1);
    assertResNet(0.8, 1, .5939, .4220, .2735, 1, .1993, .1309, 1, 1);
    assertResNet(0.95, .4752, .1354, .0962, .0624, .8019, .0454, .0298, .3929, .9494);
  }

  /// @param expected first convolution; stage 1; stages 2 and 3: first, others, shortcut; output
  private static void assertResNet(double sparsity, double... expected) {
    Mask mask = Mask.dense(Models.create("resnet-20", Init.BINARY, new Rng(0)));
    List<Shape> shapes = mask.layers().stream().map(NamedMask::shape).toList();
    double[] found = shares(LayerBudget.ERK, shapes, sparsity);
    for (int i = 0; i < found.length; i++) {
      Shape shape = shapes.get(i);
      int outputs = shape.dim(0);
      int stage = outputs == 16 ? 0 : outputs == 32 ? 2 : 5;
      int which =
          shape.rank() == 2
              ? 8
              : shape.dim(1) == 3
                  ? 0
                  : stage == 0
                      ? 1
                      : shape.dim(2) == 1 ? stage + 2 : shape.dim(1) < outputs ? stage : stage + 1;
      assertEquals(expected[which], found[i], DIGITS, mask.layers().get(i).name());
    }
  }

  @Test
  void without_kernels_a_filter_counts_by_its_channels() {
    List<Shape> shapes = List.of(Shape.of(8, 4, 3, 3), Shape.of(10, 20));
    double[] shares = LayerBudget.ER.shares(shapes, 100);
    assertEquals((12.0 / 32) / (30.0 / 200), shares[0] / shares[1], 1e-12);
    assertEquals(60 + 41, shares[0] * 288 + shares[1] * 200, 1e-9);
  }

  @ParameterizedTest
  @EnumSource(LayerBudget.class)
  void a_budget_is_met_up_to_a_weight_a_layer(LayerBudget budget) {
    List<Shape> shapes = shapes("resnet-8");
    int size = shapes.stream().mapToInt(Shape::size).sum();
    for (double density : List.of(0.7, 0.3, 0.05)) {
      int total = (int) (density * size);
      int[] counts = budget.counts(shapes, total);
      assertEquals((double) total, IntStream.of(counts).sum(), 2 * shapes.size(), budget.label());
      for (int i = 0; i < counts.length; i++) {
        assertTrue(counts[i] >= 1 && counts[i] <= shapes.get(i).size(), budget.label());
      }
    }
  }

  @Test
  void a_surplus_that_no_later_layer_takes_goes_to_the_first_ones() {
    List<Shape> shapes = List.of(Shape.of(10, 10), Shape.of(10, 10), Shape.of(10, 10));
    double[] shares = LayerBudget.ASCENDING_RATIO.shares(shapes, 180);
    assertEquals(0.5, shares[0], 1e-12);
    assertEquals(1, shares[1], 1e-12);
  }

  @Test
  void too_few_weights_for_the_output_layer_are_refused() {
    List<Shape> shapes = List.of(Shape.of(10, 10), Shape.of(10, 10));
    var thrown =
        assertThrows(InvalidSettings.class, () -> LayerBudget.SMART_RATIO.shares(shapes, 20));
    assertTrue(thrown.getMessage().contains("30 weights, and there are 20"), thrown.getMessage());
    assertThrows(UnknownName.class, () -> LayerBudget.named("erks"));
  }

  @Test
  void the_largest_weights_of_each_layer_stay() {
    Module network = Models.create("lenet-5", Init.KAIMING_NORMAL, new Rng(3));
    Weights weights = Weights.of(network);
    Mask dense = Mask.dense(network);
    var pruner = Pruner.of(new PruneSettings("magnitude", "global", 0.5, 0.5));
    var random = new Rng(0);
    var pruning = new Budgeted(pruner, LayerBudget.ERK);
    Mask mask = pruning.prune(weights, dense, 3, random::stream);
    assertEquals(
        (double) pruner.prune(weights, dense, 3, random::stream).kept(),
        (double) mask.kept(),
        dense.layers().size());
    for (NamedMask layer : mask.layers()) {
      double smallest = Double.MAX_VALUE;
      double largest = 0;
      for (int i = 0; i < layer.shape().size(); i++) {
        double size = Math.abs(weights.get(layer.name()).at(i));
        smallest = layer.keeps(i) ? Math.min(smallest, size) : smallest;
        largest = layer.keeps(i) ? largest : Math.max(largest, size);
      }
      assertTrue(smallest >= largest, layer.name());
    }
    Mask next = pruning.prune(weights, mask, 1, random::stream);
    assertTrue(next.within(mask));
  }
}
