package org.tombola.lottery.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tombola.datasets.Concepts.Category;
import org.tombola.datasets.ImageShape;
import org.tombola.engine.Rng;
import org.tombola.engine.UnknownName;
import org.tombola.engine.spi.Window;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.Init;
import org.tombola.nn.Initializer;
import org.tombola.nn.Module;
import org.tombola.nn.Names;
import org.tombola.nn.Weights;
import org.tombola.nn.layers.Conv2d;
import org.tombola.nn.layers.Flatten;
import org.tombola.nn.layers.GlobalAvgPool;
import org.tombola.nn.layers.Linear;
import org.tombola.nn.layers.Relu;
import org.tombola.nn.layers.Sequential;

/// What the units of networks do whose weights are written by hand.
class UnitsTest {
  private static final Initializer INIT = Initializer.of(Init.KAIMING_NORMAL, new Rng(0));
  private static final Names ROOT = Names.ROOT;

  private static double value(List<Finding> findings, String statistic) {
    return findings.stream()
        .filter(f -> f.statistic().equals(statistic))
        .mapToDouble(Finding::value)
        .findFirst()
        .orElseThrow();
  }

  private static List<Finding> ask(
      Analysis analysis, MadeUpExamples data, Module network, String layer) {
    var subject = new Subject(Weights.of(network), Mask.dense(network));
    return analysis.findings(List.of(subject), data.instruments(network, layer));
  }

  /// Unit 0 of `conv1` is the picture, unit 1 its opposite; those of `conv2` are never active.
  private static Module convolutions() {
    Conv2d first = Conv2d.of(ROOT.child("conv1"), 1, 2, Window.of(1, 1, 0), INIT);
    first.weight().write(new float[] {1, -1});
    Conv2d second = Conv2d.of(ROOT.child("conv2"), 2, 2, Window.of(1, 1, 0), INIT);
    second.weight().write(new float[4]);
    Linear last = Linear.of(ROOT.child("fc"), 2, 2, INIT);
    last.weight().write(new float[4]);
    return Sequential.of(
        first,
        new Relu(ROOT.child("conv1")),
        second,
        new Relu(ROOT.child("conv2")),
        new GlobalAvgPool(),
        last);
  }

  /// 40 black pictures of 4×4 with one dot, brighter from picture to picture, that goes from pixel
  /// to pixel; known are the dots, and which half of a picture is the left one.
  private static MadeUpExamples dots() {
    float[][] pictures = new float[40][16];
    byte[][][] shown = new byte[40][2][16];
    for (int i = 0; i < 40; i++) {
      pictures[i][i % 16] = 1 + i / 100f;
      shown[i][0][i % 16] = 1;
      for (int pixel = 0; pixel < 16; pixel++) {
        shown[i][1][pixel] = (byte) (pixel % 4 < 2 ? 1 : 0);
      }
    }
    var concepts =
        new OverlapsTest.MadeUp(
            List.of(new Category("mark", List.of("dot")), new Category("half", List.of("left"))),
            shown);
    return new MadeUpExamples(new ImageShape(1, 4, 4), concepts, pictures);
  }

  @Test
  void a_unit_that_sees_dots_detects_dots() {
    List<Finding> findings = ask(new Dissect(), dots(), convolutions(), "conv1");
    // Of 640 activations 3 are above the threshold: the dots of the last 3 of 40 pictures.
    assertEquals(3.0 / 40 / 2, value(findings, "mean-iou"), 1e-12);
    assertEquals(2, value(findings, "units"));
    assertEquals(1, value(findings, "dead-units"));
    assertEquals(1, value(findings, "interpretable-units"));
    assertEquals(50, value(findings, "interpretable-share"));
    assertEquals(1, value(findings, "unique-concepts"));
    assertEquals(1, value(findings, "interpretable-mark"));
    assertEquals(1, value(findings, "unique-mark"));
    assertEquals(0, value(findings, "interpretable-half"));
    assertEquals(100, value(findings, "test-accuracy"));
  }

  @Test
  void the_last_layer_of_maps_is_dissected_unless_another_is_named() {
    List<Finding> findings = ask(new Dissect(), dots(), convolutions(), "last");
    assertEquals(2, value(findings, "dead-units"));
    assertEquals(0, value(findings, "interpretable-units"));
    var thrown =
        assertThrows(UnknownName.class, () -> ask(new Dissect(), dots(), convolutions(), "conv3"));
    assertTrue(thrown.getMessage().contains("layer of maps"), thrown.getMessage());
    assertTrue(thrown.getMessage().contains("conv"), thrown.getMessage());
  }

  @Test
  void without_concepts_or_maps_there_is_nothing_to_dissect() {
    Settings settings = Settings.ofKeys(Map.of("dataset", "cifar-10"));
    var dissect = new Dissect();
    dissect.check(settings, dots().instruments(convolutions(), "last"));
    var blank = new MadeUpExamples(new ImageShape(1, 1, 4), null, new float[4], new float[4]);
    var unknown =
        assertThrows(
            InvalidSettings.class,
            () -> dissect.check(settings, blank.instruments(convolutions(), "last")));
    assertTrue(unknown.getMessage().contains("dataset=cifar-10 does not tell"));
    assertTrue(unknown.getMessage().contains("set dataset=shapes, or dataset=folder:PATH"));
    var flat =
        assertThrows(
            InvalidSettings.class,
            () -> dissect.check(settings, dots().instruments(linear(16), "last")));
    assertTrue(flat.getMessage().contains("network=lenet-300-100 has none"), flat.getMessage());
  }

  /// Units that are the first value, its opposite, always 1, and always 0.
  private static Module linear(int inputs) {
    Linear first = Linear.of(ROOT.child("fc1"), inputs, 4, INIT);
    float[] weights = new float[4 * inputs];
    weights[0] = 1;
    weights[inputs] = -1;
    first.weight().write(weights);
    first.bias().write(new float[] {0, 0, 1, 0});
    return Sequential.of(
        new Flatten(),
        first,
        new Relu(ROOT.child("fc1")),
        Linear.of(ROOT.child("fc2"), 4, 2, INIT));
  }

  @Test
  void units_are_active_as_often_as_they_let_something_through() {
    var data =
        new MadeUpExamples(
            new ImageShape(1, 1, 2),
            null,
            new float[] {1, 0},
            new float[] {2, 0},
            new float[] {-1, 0},
            new float[] {3, 0});
    List<Finding> findings = ask(new ActivationFrequency(), data, linear(2), "last");
    assertEquals(4, value(findings, "units"));
    assertEquals(25, value(findings, "never-active"));
    assertEquals(25, value(findings, "always-active"));
    assertEquals((75 + 25 + 100 + 0) / 4.0, value(findings, "mean-frequency"), 1e-9);
    assertEquals(
        List.of(2.5, 27.5, 77.5, 97.5),
        findings.stream()
            .filter(f -> f.statistic().equals("frequency-histogram") && f.value() == 25)
            .map(Finding::x)
            .toList());
  }

  @Test
  void every_place_of_a_map_counts() {
    List<Finding> findings = ask(new ActivationFrequency(), dots(), convolutions(), "last");
    assertEquals(4, value(findings, "units"));
    assertEquals(75, value(findings, "never-active"));
    assertEquals(100.0 * 40 / 640 / 4, value(findings, "mean-frequency"), 1e-9);
  }
}
