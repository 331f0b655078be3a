package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.datasets.DataSource;
import org.tombola.engine.Rng;
import org.tombola.lottery.Blobs;
import org.tombola.lottery.arm.Arms;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.recipe.Settings;
import org.tombola.lottery.report.Report;
import org.tombola.lottery.report.TextStyle;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// Defects that programs of this kind have had, as `docs/pitfalls.md` lists them; those that no
/// other test would find.
class PitfallsTest {
  /// A residual network with momentum and weight decay, which carry pruned weights away if anything
  /// can, rewound to its fifth step.
  private static Settings settings(String... pairs) {
    var all =
        new ArrayList<>(
            List.of(
                "network", "resnet-8",
                "arms", "ticket,late",
                "arm.late.weights.at", "5",
                "arm.late.schedule.from", "5",
                "seeds", "0",
                "train.checkpoint-every", "4",
                "train.optimizer.momentum", "0.9",
                "train.optimizer.weight-decay", "0.01"));
    all.addAll(List.of(pairs));
    return Runs.settings(all.toArray(String[]::new));
  }

  @TempDir Path dir;

  private CellFolder cell(Settings settings, Cell cell) {
    return CellFolder.of(dir, Identity.of(settings), cell);
  }

  @Test
  void every_level_starts_from_the_masked_rewind_point_running_statistics_included() {
    Settings settings = settings();
    assertTrue(Runs.run(dir, settings).complete());
    Task task = Task.of(settings, DataSets.of(Blobs.dataset()));
    var arms = Arms.of(settings);
    var timeline = new Timeline(arms, settings.train(), task::perEpoch);
    var options = new RunOptions("auto", 1, 1, DataSource.standard(), "a test", false);
    var before = Provenance.read(dir);
    var now =
        Provenance.of(
            settings,
            options,
            before.backend(),
            before.backendDescription(),
            before.dataChecksum(),
            before.inputs().orElseThrow());
    try (var store = RunStore.open(dir, settings, now)) {
      var laboratory = new Laboratory(settings, task, store, timeline);
      Weights init = Weights.of(task.network(new Rng(0)));
      Weights late = cell(settings, Cell.ticket(0, 0)).state(5).weights();
      String mean = "bn1.running_mean";
      assertNotEquals(init.get(mean), late.get(mean), "five steps move it");
      for (int level = 1; level <= 2; level++) {
        for (String arm : List.of("ticket", "late")) {
          var at = new Cell(arm, 0, level);
          Mask mask = Mask.read(cell(settings, at).mask());
          Weights rewound = arm.equals("ticket") ? init : late;
          assertEquals(
              mask.apply(rewound), arms.named(arm).start(at, laboratory).weights(), at::toString);
          Weights trained = Weights.read(cell(settings, at).weights());
          assertNotEquals(rewound.get(mean), trained.get(mean), at::toString);
        }
      }
    }
  }

  @Test
  void a_rewind_point_is_the_same_before_and_after_every_level() throws IOException {
    Settings one = settings("levels", "1");
    Runs.run(dir, one);
    Path point = cell(one, Cell.ticket(0, 0)).state(5).path();
    byte[] before = Files.readAllBytes(point);
    Settings two = settings("levels", "2");
    Runs.run(dir, two);
    assertTrue(cell(two, new Cell("late", 0, 2)).isDone());
    assertArrayEquals(before, Files.readAllBytes(point));
  }

  /// Not only in the last weights: in what is saved of every moment, on the way too.
  @Test
  void pruned_weights_and_their_velocities_are_plus_zero_in_checkpoints() {
    Settings settings = settings("arms", "late");
    var kill =
        new Progress() {
          @Override
          public void step(Cell cell, int step) {
            if (cell.level() == 1 && step == 11) {
              throw new StackOverflowError("killed");
            }
          }
        };
    Runs.run(dir, settings, 1, 1, kill);
    CellFolder late = cell(settings, new Cell("late", 0, 1));
    Mask mask = Mask.read(late.mask());
    Weights saved = Weights.read(late.checkpoint());
    int pruned = 0;
    for (NamedMask layer : mask.layers()) {
      for (NamedTensor tensor : saved.tensors().values()) {
        if (tensor.name().matches("[\\w-]+\\.\\Q" + layer.name() + "\\E(\\.velocity)?")) {
          for (int i = 0; i < layer.shape().size(); i++) {
            if (!layer.keeps(i)) {
              assertEquals(0, Float.floatToRawIntBits(tensor.at(i)), tensor::name);
              pruned++;
            }
          }
        }
      }
    }
    long removed = mask.size() - mask.kept();
    assertTrue(pruned >= 2 * removed, "weights and velocities");
  }

  @Test
  void only_convolutions_and_linear_layers_are_pruned() {
    Settings settings = settings("levels", "1", "arms", "ticket");
    Runs.run(dir, settings);
    Mask mask = Mask.read(cell(settings, Cell.ticket(0, 1)).mask());
    Weights weights = Weights.read(cell(settings, Cell.ticket(0, 1)).weights());
    for (NamedMask layer : mask.layers()) {
      assertTrue(layer.shape().rank() >= 2, layer::toString);
    }
    assertTrue(weights.tensors().containsKey("bn1.weight"));
    float[] gammas = weights.get("bn1.weight").toArray();
    for (float gamma : gammas) {
      assertNotEquals(0f, gamma);
    }
  }

  /// One ranking over all layers down to a single weight leaves two of three layers without any.
  @Test
  void layer_collapse_is_reported() throws IOException {
    Settings settings =
        Runs.settings(
            "arms", "ticket",
            "seeds", "0",
            "levels", "5",
            "prune.scope", "global",
            "prune.fraction", "0.9",
            "prune.output-fraction", "0.9");
    assertTrue(Runs.run(dir, settings).complete());
    List<String> said = Report.write(dir, TextStyle.PLAIN).text();
    assertTrue(
        said.stream().anyMatch(line -> line.startsWith("Layer collapse: in ticket no weight")),
        said::toString);
    assertTrue(Files.readString(dir.resolve("report.html")).contains("Layer collapse"));
    List<String> rows = Files.readAllLines(dir.resolve("results.csv"));
    int column = List.of(rows.getFirst().split(",", -1)).indexOf("empty_layers");
    assertEquals("0", rows.get(1).split(",", -1)[column], "the dense network");
    assertEquals("2", rows.getLast().split(",", -1)[column], "a single weight in three layers");
  }

  @Test
  void a_cells_folder_can_be_read_by_a_person() throws IOException {
    Settings settings = settings("levels", "1");
    Runs.run(dir, settings);
    try (Stream<Path> folders = Files.list(dir.resolve("cells"))) {
      List<String> names = folders.map(f -> f.getFileName().toString()).sorted().toList();
      assertEquals(3, names.size());
      assertTrue(names.get(0).matches("late-seed0-level01-[0-9a-f]{8}"), names::toString);
      assertTrue(names.get(1).matches("ticket-seed0-level00-[0-9a-f]{8}"), names::toString);
    }
  }
}
