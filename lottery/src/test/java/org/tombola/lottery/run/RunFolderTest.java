package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.datasets.DataSource;
import org.tombola.engine.Shape;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.recipe.Settings;
import org.tombola.lottery.run.RunStatus.State;
import org.tombola.nn.NamedMask;
import org.tombola.nn.SafeTensors;

class RunFolderTest {
  private static final Settings SMALL = Runs.settings("seeds", "0", "arms", "ticket,reinit");

  @TempDir Path temporary;

  @Test
  void a_killed_run_goes_on_to_the_same_result_without_repeating_finished_cells()
      throws IOException {
    Path whole = temporary.resolve("whole");
    Path killed = temporary.resolve("killed");
    Runs.run(whole, SMALL);
    Runs.run(killed, SMALL);
    // As a kill leaves it: one cell in the middle of its files, one at the point of its marker.
    CellFolder midway = folder(killed, new Cell("reinit", 0, 2));
    Files.delete(midway.done());
    Files.delete(midway.result());
    Files.writeString(midway.metrics(), "{\"step\":4,");
    Files.writeString(midway.weights(), "part of a file");
    Files.writeString(midway.path().resolve("weights.safetensors.tmp"), "part of another");
    CellFolder unmarked = folder(killed, Cell.ticket(0, 1));
    Files.delete(unmarked.done());
    Files.delete(killed.resolve("results.csv"));
    Files.writeString(killed.resolve("results.csv.tmp"), "recipe,da");

    assertEquals(2, RunStatus.of(killed).count(State.MISSING));
    var began = new Runs.Began();
    Outcome outcome = Runs.run(killed, SMALL, 1, 1, began);
    assertTrue(outcome.complete());
    assertEquals(Set.of(new Cell("reinit", 0, 2), Cell.ticket(0, 1)), Set.copyOf(began.cells));
    assertEquals(Runs.content(whole), Runs.content(killed));
    assertFalse(Files.exists(midway.path().resolve("weights.safetensors.tmp")));
  }

  @Test
  void a_run_is_widened_in_its_folder() throws IOException {
    Runs.run(temporary, SMALL);
    var began = new Runs.Began();
    Settings wider = Runs.settings("seeds", "0-1", "arms", "ticket,oneshot");
    Outcome outcome = Runs.run(temporary, wider, 1, 1, began);
    assertEquals(2 + 3 + 2, began.cells.size());
    assertEquals(5 + 7, outcome.results().size());
    assertEquals(13, Files.readAllLines(temporary.resolve("results.csv")).size());
  }

  @Test
  void other_settings_are_refused_naming_the_key() {
    Runs.run(temporary, SMALL);
    refused("train.batch is 16 there and 8 here", temporary, Runs.settings("train.batch", "8"));
    refused("init is", temporary, Runs.settings("init", "kaiming-normal"));
  }

  @Test
  void a_folder_that_is_no_run_is_refused_and_left_alone() throws IOException {
    Files.writeString(temporary.resolve("thesis.txt"), "precious");
    refused("is not empty and holds no run", temporary, SMALL);
    assertEquals(List.of("thesis.txt"), List.of(temporary.toFile().list()));
    var thrown = assertThrows(RunRefused.class, () -> RunStatus.of(temporary));
    assertTrue(thrown.getMessage().contains("no run folder"), thrown.getMessage());
  }

  @Test
  void a_place_that_cannot_be_written_is_refused() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");
    refused("cannot be written", file, SMALL);
    refused("cannot be written", file.resolve("below"), SMALL);
  }

  @Test
  void a_damaged_provenance_is_refused() throws IOException {
    Files.writeString(temporary.resolve("provenance.json"), "{\"format\":");
    refused("provenance.json cannot be read", temporary, SMALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "[1]", "", "\0\1"})
  void a_provenance_that_is_no_record_is_refused_and_left_alone(String content) throws IOException {
    Path file = Files.writeString(temporary.resolve("provenance.json"), content);
    refused("provenance.json cannot be read", temporary, SMALL);
    assertThrows(RunRefused.class, () -> RunStatus.of(temporary));
    assertEquals(content, Files.readString(file));
  }

  @ParameterizedTest
  @CsvSource({"16,many", "digits,digitz", "train.batch,train.bach"})
  void a_provenance_with_impossible_settings_is_refused_naming_the_file(String good, String bad)
      throws IOException {
    Runs.run(temporary, SMALL);
    Path file = temporary.resolve("provenance.json");
    Files.writeString(file, Files.readString(file).replace('"' + good + '"', '"' + bad + '"'));
    refused("provenance.json is damaged", temporary, SMALL);
    var thrown = assertThrows(RunRefused.class, () -> RunStatus.of(temporary));
    assertTrue(thrown.getMessage().contains("'" + bad + "'"), thrown.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"arm\":\"ticket\"}"})
  void a_damaged_result_is_refused_and_says_how_to_get_it_again(String content) throws IOException {
    Runs.run(temporary, SMALL);
    CellFolder cell = folder(temporary, Cell.ticket(0, 1));
    Files.writeString(cell.result(), content);
    refused("result.json cannot be read", temporary, SMALL);
    refused("delete " + cell.path() + " and run again", temporary, SMALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights.safetensors", "mask.safetensors"})
  void a_cell_that_starts_from_damaged_files_fails_and_says_how_to_get_them_again(String name)
      throws IOException {
    Runs.run(temporary, SMALL);
    CellFolder above = folder(temporary, Cell.ticket(0, 1));
    Path damaged = above.path().resolve(name);
    Path next = folder(temporary, Cell.ticket(0, 2)).done();
    var other = NamedMask.of("other", Shape.of(1), new boolean[] {true});
    byte[] whole = Files.readAllBytes(damaged);
    for (var harm :
        List.<Runnable>of(
            () -> write(damaged, Arrays.copyOf(whole, 100)),
            () -> SafeTensors.of(List.of(other), Map.of()).write(damaged))) {
      harm.run();
      Files.deleteIfExists(next);
      Outcome outcome = Runs.run(temporary, SMALL);
      String reason = outcome.failures().getFirst().reason();
      assertEquals(Cell.ticket(0, 2), outcome.failures().getFirst().cell());
      assertTrue(reason.startsWith(damaged.toString()), reason);
      assertTrue(reason.endsWith("delete " + above.path() + " and run again"), reason);
    }
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_folder_that_cannot_be_used_is_refused_before_data_are_read() throws IOException {
    Files.writeString(temporary.resolve("thesis.txt"), "precious");
    // These data would be looked for and not be found.
    var absent = Experiment.of(Runs.settings("dataset", "mnist"));
    var nowhere = DataSource.standard().withDirectory(temporary.resolve("absent"));
    var looking = new RunOptions("auto", 1, 1, nowhere, "a test", false);
    assertThrows(RunRefused.class, () -> absent.run(temporary, looking, Progress.NONE));
    Path run = temporary.resolve("run");
    Runs.run(run, SMALL);
    try (var _ = FolderLock.take(run, "some command")) {
      assertThrows(RunRefused.class, () -> absent.run(run, looking, Progress.NONE));
    }
  }

  @Test
  void a_folder_in_use_says_by_whom() {
    Runs.run(temporary, SMALL);
    try (var _ = FolderLock.take(temporary, "some command")) {
      String pid = "pid " + ProcessHandle.current().pid();
      refused("is in use by " + pid, temporary, SMALL);
      assertTrue(RunStatus.of(temporary).holder().startsWith(pid));
    }
    assertEquals("", RunStatus.of(temporary).holder());
    assertTrue(Runs.run(temporary, SMALL).complete());
  }

  @Test
  void a_cell_that_diverges_fails_with_its_followers_and_the_others_go_on() throws IOException {
    Settings wild =
        Runs.settings("train.optimizer.name", "sgd", "train.optimizer.lr", "1e9", "seeds", "0");
    var began = new Runs.Began();
    Outcome outcome = Runs.run(temporary, wild, 1, 2, began);
    assertFalse(outcome.complete());
    assertEquals(
        List.of(Cell.ticket(0, 0)), outcome.failures().stream().map(f -> f.cell()).toList());
    String reason = outcome.failures().getFirst().reason();
    assertTrue(reason.matches(".*step \\d+ with learning rate 1\\.0E9.*"), reason);
    assertEquals(8, outcome.skipped().size());
    assertEquals(Set.copyOf(outcome.skipped()), Set.copyOf(began.skipped));

    RunStatus status = RunStatus.of(temporary);
    assertEquals(1, status.count(State.FAILED));
    assertEquals(8, status.count(State.MISSING));
    assertEquals(1, Files.readAllLines(temporary.resolve("results.csv")).size());
  }

  @Test
  void status_counts_what_is_done() throws IOException {
    Runs.run(temporary, SMALL);
    assertEquals(5, RunStatus.of(temporary).count(State.DONE));
    CellFolder begun = folder(temporary, Cell.ticket(0, 2));
    Files.delete(begun.done());
    try (var _ = FolderLock.take(temporary, "some command")) {
      assertEquals(1, RunStatus.of(temporary).count(State.RUNNING));
    }
    assertEquals(1, RunStatus.of(temporary).count(State.MISSING));
  }

  private static CellFolder folder(Path run, Cell cell) {
    return CellFolder.of(run, Identity.of(SMALL), cell);
  }

  private static void refused(String reason, Path folder, Settings settings) {
    var thrown = assertThrows(RunRefused.class, () -> Runs.run(folder, settings));
    assertTrue(thrown.getMessage().contains(reason), thrown.getMessage());
    assertEquals(1, thrown.getMessage().lines().count());
  }
}
