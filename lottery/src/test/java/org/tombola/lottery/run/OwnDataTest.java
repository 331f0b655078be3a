package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.datasets.DataSource;
import org.tombola.datasets.Dataset;
import org.tombola.datasets.Examples;
import org.tombola.engine.Rng;
import org.tombola.lottery.Blobs;
import org.tombola.lottery.arm.Arms;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.ArmDataSettings;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.Weights;

/// Arms on data of their own, and tickets that go from one to the other. Three classes; `a` are two
/// of them and `b` the third and one of those.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnDataTest {
  private Path dir;

  private static Settings settings(String... pairs) {
    String[] all = {
      "arms", "a,a-to-b,moved",
      "seeds", "0",
      "levels", "1",
      "prune.fraction", "0.5",
      "prune.output-fraction", "0",
      "data.validation", "10",
      "arm.start-a.levels", "0",
      "arm.start-a.data.classes", "0,1",
      "arm.start-a.schedule.to", "4",
      "arm.a.data.classes", "0-1",
      "arm.a.weights.of", "start-a",
      "arm.a.weights.level", "dense",
      "arm.a.weights.at", "final",
      "arm.a.schedule.from", "4",
      "arm.a-to-b.levels", "1",
      "arm.a-to-b.mask.of", "a",
      "arm.a-to-b.data.classes", "1,2",
      "arm.a-to-b.weights.of", "start-a",
      "arm.a-to-b.weights.level", "dense",
      "arm.a-to-b.weights.at", "final",
      "arm.a-to-b.weights.rule", "new-output",
      "arm.a-to-b.schedule.from", "4",
      "arm.moved.levels", "0",
      "arm.moved.data.dataset", "mnist"
    };
    return Runs.settings(
        Stream.concat(List.of(all).stream(), List.of(pairs).stream()).toArray(String[]::new));
  }

  /// The set that the name stands for has other pictures than the recipe's.
  private static DataSets data() {
    var other = Blobs.dataset();
    return new DataSets(
        Blobs.dataset(), Map.of("mnist", new Dataset("mnist", other.test(), other.test(), "ffff")));
  }

  private static Outcome run(Path folder, Settings settings) {
    return run(folder, settings, data());
  }

  private static Outcome run(Path folder, Settings settings, DataSets data) {
    var options = new RunOptions("auto", 1, 1, DataSource.standard(), "a test", false);
    try {
      return Experiment.of(settings).run(folder, options, Progress.NONE, data);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeAll
  void run_everything_once(@TempDir Path shared) {
    dir = shared.resolve("whole");
    Outcome outcome = run(dir, settings());
    assertTrue(outcome.complete(), outcome::toString);
  }

  private CellFolder cell(String arm, int level) {
    return CellFolder.of(dir, Identity.of(settings()), new Cell(arm, 0, level));
  }

  private static ArmDataSettings own(String arm) {
    return Objects.requireNonNull(settings().arm().get(arm)).data();
  }

  private static Set<Integer> labels(Examples examples) {
    return new TreeSet<>(IntStream.range(0, examples.size()).map(examples::label).boxed().toList());
  }

  @Test
  void training_validation_and_test_have_the_classes_of_the_arm() {
    var arm = own("a-to-b");
    var its = TrainingData.of(data(), settings(), arm, new Rng(0));
    for (Examples part : List.of(its.train(), its.validation(), its.test())) {
      assertEquals(Set.of(1, 2), labels(part));
      assertEquals(3, part.classes());
    }
    var all = TrainingData.of(data(), settings(), ArmDataSettings.RECIPE, new Rng(0));
    assertEquals(Set.of(0, 1, 2), labels(all.test()));
  }

  @Test
  void another_data_set_is_trained_and_tested_on() {
    var arm = own("moved");
    var its = TrainingData.of(data(), settings(), arm, new Rng(0));
    assertEquals(37, its.train().size() + its.validation().size());
    assertEquals(37, its.test().size());
    assertTrue(cell("moved", 0).isDone());
  }

  private static Settings giver(String dataset) {
    return settings(
        "arms", "taker",
        "arm.giver.mask.at", "init",
        "arm.giver.mask.criterion", "snip",
        "arm.giver.data.dataset", dataset,
        "arm.taker.mask.of", "giver");
  }

  private static Mask taken(Path folder, Settings settings) {
    Outcome outcome = run(folder, settings);
    assertTrue(outcome.complete(), outcome::toString);
    return Mask.read(CellFolder.of(folder, Identity.of(settings), new Cell("taker", 0, 1)).mask());
  }

  /// The mask is made before training, so no network of the giver's is trained.
  @Test
  void an_arm_that_only_gives_a_mask_makes_it_of_its_own_data(@TempDir Path folder) {
    Path its = folder.resolve("its");
    assertNotEquals(taken(folder.resolve("recipe"), giver("recipe")), taken(its, giver("mnist")));
    assertEquals(Map.of("mnist", "ffff"), Provenance.read(its).inputs().orElseThrow());
    // Never of the recipe's in its place.
    var without = new DataSets(Blobs.dataset(), Map.of());
    assertThrows(
        IllegalStateException.class, () -> run(folder.resolve("none"), giver("mnist"), without));
  }

  @Test
  void its_checksum_is_recorded_and_results_of_another_are_not_taken_for_it() throws IOException {
    assertEquals(Map.of("mnist", "ffff"), Provenance.read(dir).inputs().orElseThrow());
    var set = data().others().get("mnist");
    var changed = new Dataset("mnist", set.train(), set.test(), "eeee");
    var others = new DataSets(Blobs.dataset(), Map.of("mnist", changed));
    var thrown = assertThrows(RunRefused.class, () -> run(dir, settings(), others));
    assertTrue(
        thrown.getMessage().contains("the checksum of mnist is ffff there and eeee here"),
        thrown.getMessage());
    // A run without the arm leaves what it knew.
    assertTrue(run(dir, settings("arms", "a")).complete());
    assertEquals(Map.of("mnist", "ffff"), Provenance.read(dir).inputs().orElseThrow());
    // An older folder does not say.
    Path file = dir.resolve(Provenance.FILE);
    Files.writeString(file, Files.readString(file).replaceFirst("(?s)\"inputs\".*?\\},", ""));
    assertTrue(run(dir, settings()).complete());
  }

  @Test
  void a_ticket_takes_its_mask_and_its_dense_start_along_but_for_the_output() {
    assertEquals(Mask.read(cell("a", 1).mask()), Mask.read(cell("a-to-b", 1).mask()));
    assertEquals(4, cell("start-a", 0).readResult().training().orElseThrow().steps());
    var task = Task.of(settings(), data());
    var arms = Arms.of(settings());
    var timeline = new Timeline(arms, settings().train(), task::perEpoch);
    var options = new RunOptions("auto", 1, 1, DataSource.standard(), "a test", false);
    var before = Provenance.read(dir);
    var now =
        Provenance.of(
            settings(),
            options,
            before.backend(),
            before.backendDescription(),
            before.dataChecksum(),
            before.inputs().orElseThrow());
    Weights dense = Weights.read(cell("start-a", 0).weights());
    try (var store = RunStore.open(dir, settings(), now)) {
      var laboratory = new Laboratory(settings(), task, store, timeline);
      var own = arms.named("a").start(new Cell("a", 0, 1), laboratory);
      var moved = arms.named("a-to-b").start(new Cell("a-to-b", 0, 1), laboratory);
      assertEquals(own.mask().apply(dense), own.weights());
      for (String name : List.of("fc1.weight", "fc1.bias", "fc2.weight")) {
        assertEquals(own.weights().get(name), moved.weights().get(name), name);
      }
      assertNotEquals(own.weights().get("fc3.weight"), moved.weights().get("fc3.weight"));
    }
  }

  private static String refused(String... pairs) {
    var thrown = assertThrows(InvalidSettings.class, () -> settings(pairs));
    return String.valueOf(thrown.getMessage());
  }

  @Test
  void says_what_cannot_be() {
    assertEquals(
        "arm.a.data.classes must be numbers and ranges, like 0-4 or 1,3, or all, not few",
        refused("arm.a.data.classes", "few"));
    assertEquals(
        "arm.a.weights.level must be same unless arm.weights.of names an arm, not dense",
        refused("arm.a.weights.of", "own"));
    Settings wrong =
        Settings.ofKeys(
            Map.of(
                "dataset", "digits",
                "arms", "mine",
                "data.validation", "10",
                "arm.mine.data.dataset", "shapes"));
    var thrown =
        assertThrows(
            InvalidSettings.class,
            () -> DataSets.open(wrong, List.of("mine"), DataSource.standard()));
    assertTrue(
        String.valueOf(thrown.getMessage())
            .startsWith("arm.mine.data.dataset must have pictures of "),
        thrown::getMessage);
  }
}
