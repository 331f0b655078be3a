package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.engine.Rng;
import org.tombola.lottery.Blobs;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Weights;

/// Arms whose pruned weights stand still, whose masks are learned, and that are not trained: twelve
/// steps each.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MaskArmsTest {
  private static final List<String> LEARNED = List.of("popup", "drawn", "rescaled");

  private Path dir;
  private Outcome outcome;

  private static Settings settings(String... pairs) {
    var all =
        new ArrayList<>(
            List.of(
                "arms", "ticket,start,shrunk,all,popup,drawn,rescaled,child,found",
                "seeds", "0",
                "levels", "1",
                "prune.fraction", "0.5",
                "prune.output-fraction", "0.5",
                "train.checkpoint-every", "5",
                "train.optimizer.momentum", "0.9",
                "train.optimizer.weight-decay", "0.01",
                "analyses",
                    "untrained found,untrained popup,subset-sum ticket,jackpot popup ticket child"
                        + " drawn"));
    all.addAll(
        List.of(
            "arm.start.weights.pruned", "start",
            "arm.shrunk.weights.pruned", "start-unless-shrunk",
            "arm.all.weights.pruned", "all-start-unless-shrunk",
            "arm.popup.rewire.rule", "edge-popup",
            "arm.drawn.rewire.rule", "supermask",
            "arm.rescaled.rewire.rule", "supermask-rescaled",
            "arm.child.mask.of", "drawn",
            "arm.found.mask.criterion", "large-final-same-sign",
            "arm.found.schedule.to", "1"));
    for (String arm : LEARNED) {
      all.addAll(
          List.of(
              "arm." + arm + ".mask.at", "init",
              "arm." + arm + ".levels", "1",
              "arm." + arm + ".schedule.scale", "10",
              "arm." + arm + ".rewire.every", "1"));
    }
    all.addAll(List.of(pairs));
    return Runs.settings(all.toArray(String[]::new));
  }

  @BeforeAll
  void run_everything_once(@TempDir Path shared) {
    dir = shared.resolve("whole");
    outcome = Runs.run(dir, settings());
    assertTrue(outcome.complete(), outcome::toString);
  }

  private CellFolder cell(String arm, int level) {
    return CellFolder.of(dir, Identity.of(settings()), new Cell(arm, 0, level));
  }

  private Mask mask(String arm) {
    return Mask.read(cell(arm, 1).mask());
  }

  private Weights weights(String arm) {
    return Weights.read(cell(arm, 1).weights());
  }

  /// What every arm began with.
  private Weights init() {
    Task task = Task.of(settings(), DataSets.of(Blobs.dataset()));
    return Weights.of(task.network(new Rng(0)));
  }

  @Test
  void pruned_weights_stand_still_and_the_others_are_trained() {
    Weights init = init();
    Weights dense = Weights.read(cell("ticket", 0).weights());
    Weights start = weights("start");
    Weights shrunk = weights("shrunk");
    Weights all = weights("all");
    for (NamedMask layer : mask("ticket").layers()) {
      String name = layer.name();
      for (int i = 0; i < layer.shape().size(); i++) {
        float began = init.get(name).at(i);
        float rest = Math.abs(dense.get(name).at(i)) < Math.abs(began) ? 0 : began;
        if (layer.keeps(i)) {
          assertNotEquals(began, start.get(name).at(i));
        } else {
          assertEquals(began, start.get(name).at(i));
          assertEquals(rest, shrunk.get(name).at(i));
          assertEquals(rest, all.get(name).at(i));
        }
      }
    }
    for (String arm : List.of("start", "shrunk", "all")) {
      assertEquals(mask("ticket"), mask(arm));
    }
    assertNotEquals(shrunk, all);
  }

  @Test
  void learned_masks_leave_the_weights_as_they_were() {
    Weights init = init();
    for (String arm : List.of("popup", "drawn")) {
      Weights its = weights(arm);
      for (NamedMask layer : mask(arm).layers()) {
        for (int i = 0; i < layer.shape().size(); i++) {
          assertEquals(
              layer.keeps(i) ? init.get(layer.name()).at(i) : 0, its.get(layer.name()).at(i), arm);
        }
      }
      assertEquals(init.get("fc1.bias"), its.get("fc1.bias"), "nothing else is trained");
    }
    assertEquals(counts("ticket"), counts("popup"));
    assertEquals(0.5, mask("drawn").density(), 0.05);
    assertEquals(mask("drawn"), mask("child"), "another arm takes the last mask");
    NamedMask layer = mask("rescaled").layer("fc2.weight");
    int one = 0;
    while (!layer.keeps(one)) {
      one++;
    }
    float scale = (float) layer.shape().size() / Mask.kept(layer);
    assertEquals(
        scale * init.get("fc2.weight").at(one),
        weights("rescaled").get("fc2.weight").at(one),
        1e-6);
  }

  private List<Integer> counts(String arm) {
    return mask(arm).layers().stream().map(Mask::kept).toList();
  }

  @Test
  void training_scores_makes_a_better_mask() throws IOException {
    double test =
        outcome.results().stream()
            .filter(r -> r.arm().equals("popup"))
            .mapToDouble(Result::testAccuracy)
            .findFirst()
            .orElseThrow();
    assertTrue(test > 0.6, "of three classes " + test);
    List<String> rows = Files.readAllLines(dir.resolve("analyses.csv"));
    assertTrue(rows.stream().anyMatch(r -> r.startsWith("untrained,found,0,1,")), rows::toString);
    assertTrue(rows.stream().anyMatch(r -> r.contains(",decades-per-product,,-")), rows::toString);
  }

  /// Scores are trained at ten times the rate here.
  @Test
  void an_analysis_knows_the_rate_of_an_arm() throws IOException {
    double rate = settings().train().optimizer().lr();
    List<String> rows =
        Files.readAllLines(dir.resolve("analyses.csv")).stream()
            .filter(row -> row.startsWith("jackpot,"))
            .toList();
    assertEquals(10 * rate, x(rows, "ticket"), 1e-6, "popup's");
    assertEquals(rate, x(rows, "reinit"), 1e-6, "ticket's");
  }

  private static double x(List<String> rows, String statistic) {
    return rows.stream()
        .map(row -> row.split(",", -1))
        .filter(columns -> columns[5].equals(statistic))
        .mapToDouble(columns -> Double.parseDouble(columns[6]))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_mask_comes_from_another_run(@TempDir Path folder) {
    Path file = cell("ticket", 1).mask();
    Settings other =
        settings("arms", "moved", "seeds", "1", "arm.moved.mask.file", file.toString());
    assertTrue(Runs.run(folder, other).complete());
    var moved = CellFolder.of(folder, Identity.of(other), new Cell("moved", 1, 1));
    assertEquals(Mask.read(file), Mask.read(moved.mask()));
    assertNotEquals(weights("ticket"), Weights.read(moved.weights()));
  }

  @Test
  void a_file_that_has_changed_is_not_taken_for_what_it_was(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("mask.safetensors");
    Files.copy(cell("ticket", 1).mask(), file);
    Path run = folder.resolve("run");
    Settings moved =
        settings("arms", "moved", "analyses", "", "arm.moved.mask.file", file.toString());
    assertTrue(Runs.run(run, moved).complete());
    assertTrue(Runs.run(run, moved).complete(), "the same again");
    Files.delete(file);
    assertEquals("", RunStatus.of(run).holder(), "a run can be looked at without the file");
    Files.copy(cell("ticket", 0).mask(), file);
    var thrown = assertThrows(RunRefused.class, () -> Runs.run(run, moved));
    assertTrue(
        thrown.getMessage().contains("the checksum of " + file + " is "), thrown.getMessage());
  }

  /// The arm of the file is not trained itself.
  @Test
  void nor_is_one_that_another_arm_takes_its_mask_from(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mask.safetensors");
    Files.copy(cell("ticket", 1).mask(), file);
    Path run = folder.resolve("run");
    Settings taker =
        settings(
            "arms", "taker",
            "analyses", "",
            "arm.source.mask.file", file.toString(),
            "arm.taker.mask.of", "source");
    assertTrue(Runs.run(run, taker).complete());
    Files.copy(cell("ticket", 0).mask(), file, StandardCopyOption.REPLACE_EXISTING);
    var thrown = assertThrows(RunRefused.class, () -> Runs.run(run, taker));
    assertTrue(
        thrown.getMessage().contains("the checksum of " + file + " is "), thrown.getMessage());
  }

  @Test
  void a_file_that_is_no_mask_of_this_network_is_refused(@TempDir Path folder) {
    Settings none = settings("arms", "moved", "arm.moved.mask.file", "nowhere");
    var thrown = assertThrows(InvalidSettings.class, () -> Runs.run(folder, none));
    assertTrue(
        thrown.getMessage().endsWith("cannot read nowhere (no such file or folder)"),
        thrown.getMessage());
    Path file = cell("ticket", 1).mask();
    Settings other =
        settings(
            "arms", "moved",
            "network", "resnet-8",
            "analyses", "",
            "arm.moved.mask.file", file.toString());
    Path run = folder.resolve("run");
    Outcome refused = Runs.run(run, other);
    assertTrue(!refused.complete(), refused::toString);
    var cell = CellFolder.of(run, Identity.of(other), new Cell("moved", 0, 1));
    String line = refused.failures().toString();
    assertTrue(line.contains(file.toString()) && line.contains("expected"), line);
    assertTrue(!cell.isDone());
  }

  @Test
  void scores_are_trained_alone() {
    for (String key : List.of("arm.popup.trainable=output", "arm.popup.schedule.optimizer=kept")) {
      String[] pair = key.split("=", 2);
      Settings wrong = settings(pair[0], pair[1], "arm.popup.weights.at", "final");
      var thrown = assertThrows(InvalidSettings.class, () -> Experiment.of(wrong));
      assertTrue(
          thrown.getMessage().startsWith("arm.rewire.rule edge-popup trains scores"),
          thrown.getMessage());
    }
  }
}
