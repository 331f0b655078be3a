package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.Weights;
import tools.jackson.databind.json.JsonMapper;

/// Arms made of parts: twelve steps, rewound to the fifth, retrained, relabelled.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlgebraTest {
  private static final Map<String, String> ARMS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("arm.late.weights.at", "5"),
              Map.entry("arm.late.schedule.from", "5"),
              Map.entry("arm.low.weights.at", "final"),
              Map.entry("arm.low.schedule.from", "final-4"),
              Map.entry("arm.low.schedule.rate", "final"),
              Map.entry("arm.again.weights.at", "final"),
              Map.entry("arm.again.schedule.optimizer", "kept"),
              Map.entry("arm.child.mask.of", "late"),
              Map.entry("arm.child.weights.at", "5"),
              Map.entry("arm.child.schedule.from", "5"),
              Map.entry("arm.child.data.order", "1"),
              Map.entry("arm.first.mask.of", "late"),
              Map.entry("arm.first.data.random-labels", "1"),
              Map.entry("arm.first.schedule.to", "3"),
              Map.entry("arm.then.mask.of", "late"),
              Map.entry("arm.then.weights.of", "first"),
              Map.entry("arm.then.weights.at", "final"),
              Map.entry("arm.then.schedule.from", "5"),
              Map.entry("arm.blind.mask.at", "init"),
              Map.entry("arm.blind.mask.rounds", "one-shot"),
              Map.entry("arm.early.mask.at", "6"),
              Map.entry("arm.out.trainable", "output")));

  private static final String NAMES = "late,low,again,child,first,then,blind,early,out";

  @TempDir Path dir;
  private Path whole;

  static Settings settings(String... pairs) {
    var all =
        new ArrayList<>(
            List.of(
                "arms", NAMES,
                "seeds", "0",
                "train.checkpoint-every", "3",
                "train.optimizer.momentum", "0.9",
                "train.schedule.name", "multi-step",
                "train.schedule.milestones", "9"));
    ARMS.forEach((key, value) -> all.addAll(List.of(key, value)));
    all.addAll(List.of(pairs));
    return Runs.settings(all.toArray(String[]::new));
  }

  @BeforeAll
  void run_everything_once(@TempDir Path shared) {
    whole = shared.resolve("whole");
    Outcome outcome = Runs.run(whole, settings());
    assertTrue(outcome.complete(), outcome::toString);
  }

  private CellFolder cell(String arm, int level) {
    return CellFolder.of(whole, Identity.of(settings()), new Cell(arm, 0, level));
  }

  private record Line(int step, double learningRate) {}

  private List<Line> curve(String arm, int level) throws IOException {
    return Files.readAllLines(cell(arm, level).metrics()).stream()
        .map(line -> new JsonMapper().readTree(line))
        .map(node -> new Line(node.get("step").asInt(), node.get("learning_rate").asDouble()))
        .toList();
  }

  private static Weights read(CellFolder folder) {
    return Weights.read(folder.weights());
  }

  @Test
  void arms_of_the_dense_networks_training_share_it_and_others_have_their_own() {
    var cells = Experiment.of(settings()).cells();
    for (String arm : NAMES.split(",", -1)) {
      boolean own = List.of("child", "first", "out").contains(arm);
      assertEquals(own, cells.contains(new Cell(arm, 0, 0)), arm);
      assertTrue(cells.contains(new Cell(arm, 0, 2)), arm);
    }
    assertFalse(cells.contains(Cell.ticket(0, 1)), "nobody needs the ticket itself");
  }

  @Test
  void a_dense_network_trained_at_another_rate_is_the_arms_own() {
    var cells = Experiment.of(settings("arms", "slow", "arm.slow.schedule.scale", "0.1")).cells();
    assertTrue(cells.contains(new Cell("slow", 0, 0)), cells::toString);
  }

  @Test
  void a_training_goes_through_its_part_of_the_schedule() throws IOException {
    assertEquals(List.of(new Line(8, 0.1), new Line(12, 0.1 * 0.1)), curve("late", 1));
    assertEquals(List.of(new Line(12, 0.1 * 0.1)), curve("low", 2));
    assertEquals(3, curve("again", 2).size());
    assertEquals(List.of(new Line(3, 0.1)), curve("first", 1));
    var steps = new TreeMap<String, Integer>();
    Runs.run(whole, settings()).results().stream()
        .filter(r -> r.level() == 2)
        .forEach(r -> steps.put(r.arm(), r.training().orElseThrow().steps()));
    assertEquals(7, steps.get("late"));
    assertEquals(4, steps.get("low"));
    assertEquals(12, steps.get("again"));
    assertEquals(3, steps.get("first"));
  }

  /// The state of the dense network at step 5, trained on from there with the optimiser as it was,
  /// must end where the dense network ended.
  @Test
  void going_on_from_a_saved_state_ends_where_the_training_ended(@TempDir Path folder) {
    Settings on =
        settings(
            "arms", "on",
            "arm.on.weights.at", "5",
            "arm.on.schedule.from", "5",
            "arm.on.schedule.optimizer", "kept",
            "arm.on.trainable", "all+norm", // all, in other words: level 0 is its own
            "levels", "0");
    assertTrue(Runs.run(folder, on).complete());
    Identity identity = Identity.of(on);
    assertEquals(
        read(CellFolder.of(folder, identity, Cell.ticket(0, 0))),
        read(CellFolder.of(folder, identity, new Cell("on", 0, 0))));
  }

  /// A learning rate of almost nothing from step 9 on: a fine-tuning at that rate stays where it
  /// began, so the trained weights tell the start.
  @Test
  void weights_come_from_where_the_arm_says(@TempDir Path folder) {
    Settings still =
        settings(
            "arms", "low,late,again",
            "train.schedule.factor", "1e-30",
            "train.schedule.milestones", "5",
            "arm.again.schedule.from", "5",
            "arm.again.schedule.optimizer", "fresh");
    assertTrue(Runs.run(folder, still).complete());
    Identity identity = Identity.of(still);
    CellFolder dense = CellFolder.of(folder, identity, Cell.ticket(0, 0));
    for (int level = 1; level <= 2; level++) {
      CellFolder low = CellFolder.of(folder, identity, new Cell("low", 0, level));
      Weights before =
          level == 1
              ? read(dense)
              : read(CellFolder.of(folder, identity, new Cell("low", 0, level - 1)));
      assertSameMatrices(Mask.read(low.mask()).apply(before), read(low));
      CellFolder late = CellFolder.of(folder, identity, new Cell("late", 0, level));
      assertSameMatrices(Mask.read(late.mask()).apply(dense.state(5).weights()), read(late));
    }
  }

  /// Biases that are zero move even by almost nothing.
  private static void assertSameMatrices(Weights expected, Weights found) {
    for (String name : List.of("fc1.weight", "fc2.weight", "fc3.weight")) {
      assertEquals(expected.get(name), found.get(name), name);
    }
  }

  @Test
  void masks_come_from_where_the_arm_says() {
    for (int level = 1; level <= 2; level++) {
      for (String arm : List.of("child", "first", "then")) {
        assertEquals(
            Mask.read(cell("late", level).mask()), Mask.read(cell(arm, level).mask()), arm);
      }
      assertNotEquals(
          Mask.read(cell("late", level).mask()), Mask.read(cell("early", level).mask()));
      assertNotEquals(
          Mask.read(cell("late", level).mask()), Mask.read(cell("blind", level).mask()));
      assertEquals(
          Mask.read(cell("late", level).mask()).kept(),
          Mask.read(cell("blind", level).mask()).kept());
    }
    assertEquals(
        Mask.read(cell("late", 1).mask()),
        Mask.read(cell("low", 1).mask()),
        "both prune the dense network first");
    assertNotEquals(Mask.read(cell("late", 2).mask()), Mask.read(cell("low", 2).mask()));
  }

  @Test
  void another_order_or_other_labels_end_elsewhere() {
    assertNotEquals(read(cell("late", 1)), read(cell("child", 1)));
    assertNotEquals(read(cell("child", 1)), read(cell("then", 1)));
  }

  @Test
  void only_the_output_layer_is_trained() {
    Weights start = Mask.read(cell("out", 2).mask()).apply(Weights.read(cell("out", 0).weights()));
    Weights end = read(cell("out", 2));
    assertEquals(start.get("fc1.weight"), end.get("fc1.weight"), "frozen at the initialisation");
    assertNotEquals(start.get("fc3.weight"), end.get("fc3.weight"));
  }

  @Test
  void jobs_and_kills_change_no_byte() {
    Runs.run(dir.resolve("jobs"), settings(), 1, 2, Progress.NONE);
    assertEquals(Runs.content(whole), Runs.content(dir.resolve("jobs")));
    Path killed = dir.resolve("killed");
    for (int step : List.of(2, 5, 6, 7, 10, 12)) {
      Runs.run(killed, settings(), 1, 1, new Kill(step));
    }
    assertTrue(Runs.run(killed, settings()).complete());
    assertEquals(Runs.content(whole), Runs.content(killed));
  }

  /// Ends every cell at a step, as a kill would.
  private record Kill(int at) implements Progress {
    @Override
    public void step(Cell cell, int step) {
      if (step == at) {
        throw new StackOverflowError("killed");
      }
    }
  }

  @Test
  void a_moment_that_nobody_wanted_before_is_gone_through_again(@TempDir Path folder) {
    Runs.run(folder, settings("arms", "ticket", "levels", "1"));
    Identity identity = Identity.of(settings());
    CellFolder dense = CellFolder.of(folder, identity, Cell.ticket(0, 0));
    assertFalse(Files.exists(dense.state(5).path()));
    var began = new Runs.Began();
    assertTrue(Runs.run(folder, settings("arms", "late"), 1, 1, began).complete());
    assertEquals(Cell.ticket(0, 0), began.cells.getFirst());
    assertEquals(3, began.cells.size());
    assertEquals(
        Weights.read(cell("late", 2).weights()),
        Weights.read(CellFolder.of(folder, identity, new Cell("late", 0, 2)).weights()));
    assertTrue(dense.isDone());
    var again = new Runs.Began();
    Runs.run(folder, settings("arms", "late"), 1, 1, again);
    assertEquals(List.of(), again.cells);
  }

  @Test
  void an_arm_is_the_same_for_all_runs_of_a_folder(@TempDir Path folder) {
    Runs.run(folder, settings("arms", "low", "levels", "1"));
    Runs.run(
        folder,
        Runs.settings(
            "arms",
            "ticket",
            "seeds",
            "0",
            "levels",
            "0",
            "train.optimizer.momentum",
            "0.9",
            "train.schedule.name",
            "multi-step",
            "train.schedule.milestones",
            "9"));
    var thrown =
        assertThrows(
            RunRefused.class,
            () -> Runs.run(folder, settings("arms", "low", "arm.low.schedule.from", "final-3")));
    assertTrue(
        thrown
            .getMessage()
            .contains(
                "the arm low is own.schedule.from=final-4 own.schedule.rate=final"
                    + " own.weights.at=final there and own.schedule.from=final-3"),
        thrown.getMessage());
  }

  @Test
  void what_lies_outside_the_training_is_refused_before_anything_is_written() {
    refused("the moment 13 lies outside", "arm.late.weights.at", "13");
    refused("arm low: arm.schedule.from must be before", "arm.low.schedule.from", "final");
    refused("arm first is trained from 0 to 3", "arm.then.weights.at", "4");
    refused("has no averages yet", "arm.then.weights.at", "init");
  }

  private void refused(String said, String key, String value) {
    Path folder = dir.resolve("refused");
    String optimizer = value.equals("init") ? "kept" : "fresh";
    var changed =
        value.equals("init")
            ? settings("arm.late.schedule.optimizer", optimizer, "arm.late.weights.at", "final-12")
            : settings(key, value);
    var thrown = assertThrows(InvalidSettings.class, () -> Runs.run(folder, changed));
    assertTrue(thrown.getMessage().contains(said), thrown.getMessage());
    assertFalse(Files.exists(folder));
  }
}
