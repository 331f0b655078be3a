package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.datasets.DatasetException;
import org.tombola.engine.Backends;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.UnknownName;
import org.tombola.lottery.Blobs;
import org.tombola.lottery.arm.Arm;
import org.tombola.lottery.arm.Arms;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.Init;
import org.tombola.nn.Weights;
import org.tombola.nn.models.Models;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExperimentTest {
  private Path whole;

  @BeforeAll
  void run_everything_once(@TempDir Path shared) {
    whole = shared.resolve("whole");
    Outcome outcome = Runs.run(whole, Runs.settings());
    assertTrue(outcome.complete(), outcome::toString);
  }

  @Test
  void trains_the_dense_network_once_a_seed_and_every_arm_at_every_level() {
    List<Cell> cells = Experiment.of(Runs.settings()).cells();
    assertEquals(2 * (1 + 4 * 2), cells.size());
    for (Arm arm : Arms.all()) {
      for (int seed = 0; seed < 2; seed++) {
        assertTrue(cells.contains(new Cell(arm.name(), seed, 2)));
        assertEquals(arm.name().equals("ticket"), cells.contains(new Cell(arm.name(), seed, 0)));
      }
    }
  }

  @Test
  void levels_of_the_ticket_that_others_start_from_are_run_unlisted() {
    var cells = Experiment.of(Runs.settings("arms", "reinit", "seeds", "0", "levels", "3")).cells();
    assertEquals(
        List.of(
            new Cell("reinit", 0, 1),
            new Cell("reinit", 0, 2),
            new Cell("reinit", 0, 3),
            Cell.ticket(0, 0),
            Cell.ticket(0, 1),
            Cell.ticket(0, 2)),
        cells);
    assertEquals(
        List.of(Cell.ticket(0, 0)),
        Experiment.of(Runs.settings("seeds", "0", "levels", "0")).cells());
  }

  @Test
  void the_table_has_a_row_a_cell_in_order() throws IOException {
    List<String> rows = Files.readAllLines(whole.resolve("results.csv"));
    assertEquals(
        "recipe,dataset,network,arm,seed,level,density,early_stop_step,early_stop_accuracy,"
            + "test_accuracy,train_accuracy,steps,parameters,empty_layers,seconds,epoch_seconds,data_share",
        rows.getFirst());
    List<String> cells = rows.stream().skip(1).map(ExperimentTest::cell).toList();
    assertEquals(
        Experiment.of(Runs.settings()).cells().stream()
            .map(c -> "%s,%d,%d".formatted(c.arm(), c.seed(), c.level()))
            .toList(),
        cells);
    for (String row : rows.subList(1, rows.size())) {
      assertTrue(
          row.matches(
              "tiny,digits,lenet-300-100,[a-z]+,\\d,\\d,[01]\\.\\d{8},(4|8|12),[01]\\.\\d{6},"
                  + "[01]\\.\\d{6},[01]\\.\\d{6},12,35503,\\d+\\.\\d\\d,\\d+\\.\\d{3},"
                  + "[01]\\.\\d{4}"),
          row);
    }
  }

  private static String cell(String row) {
    String[] columns = row.split(",", -1);
    return columns[3] + "," + columns[4] + "," + columns[5];
  }

  @Test
  void every_cell_states_its_denominators() throws IOException {
    List<String> rows = Files.readAllLines(whole.resolve("counts.csv"));
    assertEquals(1 + 18 * 3, rows.size());
    assertTrue(rows.contains("ticket,0,0,fc1.weight,4800,4800,no,300,0,1,9600,9600"), rows.get(1));
    for (String row : rows.subList(1, rows.size())) {
      String[] columns = row.split(",", -1);
      assertEquals(2 * Long.parseLong(columns[5]), Long.parseLong(columns[11]), row);
    }
  }

  @Test
  void a_second_run_skips_everything() {
    var before = Runs.content(whole);
    var began = new Runs.Began();
    Outcome again = Runs.run(whole, Runs.settings(), 1, 2, began);
    assertEquals(List.of(), began.cells);
    assertEquals(18, again.results().size());
    assertEquals(before, Runs.content(whole));
  }

  @Test
  void threads_and_jobs_change_no_byte(@TempDir Path folder) {
    Runs.run(folder.resolve("jobs"), Runs.settings(), 1, 2, Progress.NONE);
    assertEquals(Runs.content(whole), Runs.content(folder.resolve("jobs")));
    Runs.run(folder.resolve("threads"), Runs.settings(), 2, 1, Progress.NONE);
    assertEquals(Runs.content(whole), Runs.content(folder.resolve("threads")));
  }

  @Test
  void arms_alone_give_what_they_give_together(@TempDir Path folder) {
    Runs.run(folder, Runs.settings("arms", "oneshot", "seeds", "1"));
    var together = Runs.content(whole);
    var alone = Runs.content(folder);
    alone.remove("results.csv");
    assertFalse(alone.isEmpty());
    alone.forEach((name, bytes) -> assertEquals(together.get(name), bytes, name));
  }

  @Test
  void pruned_weights_are_plus_zero_in_every_file() {
    Identity identity = Identity.of(Runs.settings());
    for (Cell cell : Experiment.of(Runs.settings()).cells()) {
      CellFolder folder = CellFolder.of(whole, identity, cell);
      Mask mask = Mask.read(folder.mask());
      for (Path file : List.of(folder.weights(), folder.earlyStop())) {
        assertEquals(mask.apply(Weights.read(file)), Weights.read(file), cell::toString);
      }
    }
  }

  /// The warm-up makes the rate of step 1 zero and that of step 2 so high that the loss explodes:
  /// the early stop is step 1 with the weights of the start, and the trained weights are far from
  /// it. So every level must have gone back to `mask ⊙ θ₀`, biases included.
  @Test
  void every_level_starts_from_the_masked_initialisation(@TempDir Path folder) {
    Settings leap =
        Runs.settings(
            "train.optimizer.name", "sgd",
            "train.optimizer.lr", "30",
            "train.schedule.warm-up", "1",
            "train.iterations", "2",
            "train.evaluate-every", "1",
            "arms", "ticket,oneshot");
    Outcome outcome = Runs.run(folder, leap);
    assertTrue(
        outcome.results().stream().allMatch(r -> r.earlyStopStep().equals(Optional.of(1))),
        outcome::toString);
    for (Cell cell : Experiment.of(leap).cells()) {
      Weights init =
          Weights.of(
              Models.create(
                  "lenet-300-100",
                  Shape.of(1, 4, 4),
                  Blobs.dataset().train().classes(),
                  Init.GLOROT_NORMAL,
                  new Rng(cell.seed())));
      CellFolder files = CellFolder.of(folder, Identity.of(leap), cell);
      Weights start = Mask.read(files.mask()).apply(init);
      assertEquals(start, Weights.read(files.earlyStop()), cell::toString);
      assertNotEquals(start, Weights.read(files.weights()), cell::toString);
    }
  }

  /// Round one of iterative pruning is one-shot pruning, so both cells have the same start; that
  /// they end in the same bits shows that split and order of the data are the same in every arm.
  @Test
  void arms_with_the_same_start_end_the_same() throws IOException {
    Identity identity = Identity.of(Runs.settings());
    for (int seed = 0; seed < 2; seed++) {
      CellFolder ticket = CellFolder.of(whole, identity, Cell.ticket(seed, 1));
      CellFolder oneshot = CellFolder.of(whole, identity, new Cell("oneshot", seed, 1));
      assertEquals(Weights.read(ticket.weights()), Weights.read(oneshot.weights()));
      assertEquals(Files.readString(ticket.metrics()), Files.readString(oneshot.metrics()));
    }
  }

  @Test
  void the_provenance_names_the_backend_that_ran() {
    var provenance = Json.read(whole.resolve(Provenance.FILE), Provenance.class);
    try (var backend = Backends.open("auto", 1)) {
      assertEquals(backend.name(), provenance.backend());
      assertEquals(backend.description(), provenance.backendDescription());
    }
    assertEquals(Identity.of(Runs.settings()).hash(""), provenance.identity());
  }

  /// An error is no exception: it used to end the worker, and with it the run, without a word.
  @Test
  @Timeout(120)
  void an_error_in_a_cell_fails_the_cell_and_the_others_go_on(@TempDir Path folder) {
    var breaking =
        new Progress() {
          @Override
          public void started(Cell cell, int done) {
            if (cell.equals(Cell.ticket(0, 1))) {
              throw new StackOverflowError("deep");
            }
          }
        };
    Settings settings = Runs.settings("arms", "ticket");
    Outcome outcome = Runs.run(folder, settings, 1, 2, breaking);
    assertEquals(
        List.of(Cell.ticket(0, 1)),
        outcome.failures().stream().map(Outcome.Failure::cell).toList());
    assertTrue(outcome.failures().getFirst().reason().startsWith("StackOverflowError: deep"));
    assertEquals(List.of(Cell.ticket(0, 2)), outcome.skipped());
    assertEquals(4, outcome.results().size());
  }

  @Test
  void seeds_differ() {
    Identity identity = Identity.of(Runs.settings());
    assertNotEquals(
        Weights.read(CellFolder.of(whole, identity, Cell.ticket(0, 0)).weights()),
        Weights.read(CellFolder.of(whole, identity, Cell.ticket(1, 0)).weights()));
  }

  @Test
  void unknown_names_and_impossible_sizes_are_refused_before_anything_is_written(
      @TempDir Path folder) {
    for (String key :
        List.of("network", "init", "norm-init", "dataset", "arms", "prune.criterion")) {
      var thrown =
          assertThrows(
              UnknownName.class, () -> Runs.run(folder, Runs.settings(key, "nothing")), key);
      assertTrue(thrown.getMessage().contains("'nothing'"), thrown.getMessage());
    }
    refused(folder, "data.validation", Runs.settings("data.validation", "100"));
    refused(folder, "train.batch", Runs.settings("train.batch", "81"));
    refused(folder, "dissect needs to know", Runs.settings("analyses", "dissect ticket"));
    var thrown =
        assertThrows(
            DatasetException.class,
            () -> Runs.run(folder, Runs.settings("data.augment", "crop-flip")));
    assertTrue(thrown.getMessage().contains("crop padding of 4"), thrown.getMessage());
    assertEquals(0, folder.toFile().list().length);
  }

  private static void refused(Path folder, String key, Settings settings) {
    var thrown = assertThrows(InvalidSettings.class, () -> Runs.run(folder, settings));
    assertTrue(thrown.getMessage().startsWith(key), thrown.getMessage());
  }
}
