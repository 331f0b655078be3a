package org.tombola.lottery.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.engine.Backends;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.lottery.prune.FilterPruner;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.prune.Probe;
import org.tombola.lottery.recipe.PruneSettings;
import org.tombola.lottery.recipe.ScoreSettings;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.SafeTensors;
import org.tombola.nn.Weights;
import org.tombola.nn.models.Models;

/// A network trained without half of its filters, and the smaller network that is in it: from `run`
/// to `export --compact`, `predict`, `import` and `throughput`.
class CompactExportTest {
  @TempDir static Path folder;

  private static Path masked;

  private static Path compact;

  private static String said = "";

  @BeforeAll
  static void export() {
    masked = folder.resolve("masked.safetensors");
    compact = folder.resolve("compact.safetensors");
    try (var backend = Backends.open("reference", 1)) {
      Backends.with(backend, CompactExportTest::pruned).write(masked);
    }
    var exported =
        CommandLineRun.of(
            "export",
            "resnet-8",
            "--checkpoint",
            masked.toString(),
            "--compact",
            "--out",
            compact.toString());
    exported.succeeded();
    said = exported.out();
  }

  /// Without two rounds of a fifth of the filters; its running statistics are none that a fresh
  /// network has.
  private static Weights pruned() {
    var random = new Rng(5);
    Module network = Models.create("resnet-8", Init.KAIMING_NORMAL, random);
    network
        .state()
        .filter(state -> state.shape().rank() == 1)
        .forEach(
            state -> {
              float[] values = state.toArray();
              for (int i = 0; i < values.length; i++) {
                values[i] += 0.5f * random.stream(state.name()).uniform(i);
              }
              state.write(values);
            });
    var round =
        new PruneSettings("magnitude", "layerwise", 0.2, 0, 0, "pruned", List.of(), "filters");
    Weights weights = Weights.of(network);
    return FilterPruner.of(round, network, ScoreSettings.plain(), Probe.NONE)
        .prune(weights, Mask.dense(network), 2, random::stream)
        .apply(weights);
  }

  private static float[] logits(Path weights) {
    float[] values = new float[5 * 3 * 32 * 32];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i);
    }
    Path x = folder.resolve("x.safetensors");
    SafeTensors.of(List.of(NamedTensor.of("x", Shape.of(5, 3, 32, 32), values)), Map.of()).write(x);
    Path out = folder.resolve("logits.safetensors");
    CommandLineRun.of(
            "predict",
            "resnet-8",
            "--weights",
            weights.toString(),
            "--input",
            x.toString(),
            "--out",
            out.toString())
        .succeeded();
    return SafeTensors.read(out).tensor("logits").toArray();
  }

  @Test
  void the_smaller_network_gives_the_same_logits() {
    Weights smaller = Weights.read(compact);
    // 16 filters after two rounds at 20 %: 13, then 10.
    assertEquals(Shape.of(10, 16, 3, 3), smaller.get("layer1.0.conv1.weight").shape());
    assertEquals(Shape.of(10), smaller.get("layer1.0.bn1.running_var").shape());
    assertEquals(Shape.of(16, 10, 3, 3), smaller.get("layer1.0.conv2.weight").shape());
    assertArrayEquals(logits(masked), logits(compact), 1e-4f);
  }

  @Test
  void what_was_saved_is_said() {
    assertTrue(
        said.matches("(?s)5\\d,\\d{3} of 78,042 parameters, [\\d,]+ of [\\d,]+ floating.*"), said);
  }

  @Test
  void it_can_be_imported_and_made_compact_again_with_no_change() {
    Path imported = folder.resolve("imported.safetensors");
    CommandLineRun.of("import", "resnet-8", compact.toString(), "--out", imported.toString())
        .succeeded();
    Path again = folder.resolve("again.safetensors");
    CommandLineRun.of(
            "export",
            "resnet-8",
            "--checkpoint",
            imported.toString(),
            "--compact",
            "--out",
            again.toString())
        .succeeded();
    assertEquals(Weights.read(compact), Weights.read(again));
  }

  @Test
  void its_speed_is_measured_beside_its_operations() {
    var run =
        CommandLineRun.of(
            "throughput",
            "resnet-8",
            "--weights",
            compact.toString(),
            "--batch",
            "4",
            "--seconds",
            "0.1");
    run.succeeded();
    String left = said.substring(0, said.indexOf(' '));
    assertTrue(run.out().contains("; " + left + " parameters, "), run.out());
  }

  @Test
  void a_smaller_network_of_another_name_is_one_line() {
    Path out = folder.resolve("y");
    CommandLineRun.of("import", "conv-2", compact.toString(), "--out", out.toString())
        .refused(1, compact.toString(), "does not fit conv-2");
    assertFalse(Files.exists(out));
  }

  @Test
  void compact_is_for_pruned_weights() {
    CommandLineRun.of("export", "resnet-8", "--compact", "--out", folder.resolve("z").toString())
        .refused(2, "--compact is for the weights of a pruned network");
  }

  @Test
  void a_network_without_filters_is_refused_before_anything_is_trained() {
    CommandLineRun.of(
            "run",
            "lth-lenet",
            "--scale",
            "smoke",
            "--set",
            "prune.structure=filters",
            "--out",
            folder.resolve("none").toString())
        .refused(2, "lenet-300-100, which has no convolution whose filters could go");
  }
}
