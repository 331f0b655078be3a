package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.SafeTensors;
import org.tombola.nn.Weights;

/// A training that ends in the middle goes on from its checkpoint, to the same bytes.
class ResumeTest {
  private static final Cell CELL = Cell.ticket(0, 0);
  private static final Settings SETTINGS = settings("train.optimizer.name", "adam");

  @TempDir Path dir;
  private Path whole;
  private Path killed;

  @BeforeEach
  void train_once_without_interruption() {
    whole = dir.resolve("whole");
    killed = dir.resolve("killed");
    assertTrue(Runs.run(whole, SETTINGS).complete());
  }

  private static Settings settings(String... pairs) {
    var all = new ArrayList<>(List.of("seeds", "0", "levels", "0", "train.checkpoint-every", "3"));
    all.addAll(List.of(pairs));
    return Runs.settings(all.toArray(String[]::new));
  }

  /// Ends a cell as a kill would: between two instructions, with no chance to tidy up.
  private record Kill(int atStep, List<Integer> began) implements Progress {
    @Override
    public void started(Cell cell, int done) {
      began.add(done);
    }

    @Override
    public void step(Cell cell, int step) {
      if (step == atStep) {
        throw new StackOverflowError("killed");
      }
    }
  }

  private void killAt(int step, int threads) {
    Outcome outcome = Runs.run(killed, SETTINGS, threads, 1, new Kill(step, new ArrayList<>()));
    assertFalse(outcome.complete());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0",
    "3, 1, 0",
    "4, 1, 3",
    "5, 1, 3",
    "6, 1, 3",
    "7, 1, 6",
    "8, 2, 6",
    "9, 2, 6",
    "10, 2, 9",
    "12, 2, 9"
  })
  void goes_on_from_the_last_checkpoint_to_the_same_bytes(int step, int threads, int from) {
    killAt(step, threads);
    assertEquals(from > 0, Files.exists(cell(killed).checkpoint()));
    var again = new Kill(-1, new ArrayList<>());
    assertTrue(Runs.run(killed, SETTINGS, 3 - threads, 1, again).complete());
    assertEquals(List.of(from), again.began());
    assertEquals(Runs.content(whole), Runs.content(killed));
    assertFalse(Files.exists(cell(killed).failed()));
  }

  @Test
  void survives_being_killed_again_and_again() {
    for (int step = 4; step <= 12; step += 2) {
      killAt(step, 1);
    }
    Runs.run(killed, SETTINGS);
    assertEquals(Runs.content(whole), Runs.content(killed));
  }

  @Test
  void momentum_and_a_plain_rule_are_resumed_too() {
    for (String momentum : List.of("0", "0.9")) {
      Settings sgd = settings("train.optimizer.momentum", momentum);
      Path straight = dir.resolve("straight" + momentum);
      Path broken = dir.resolve("broken" + momentum);
      Runs.run(straight, sgd);
      Runs.run(broken, sgd, 1, 1, new Kill(8, new ArrayList<>()));
      Runs.run(broken, sgd);
      assertEquals(Runs.content(straight), Runs.content(broken));
    }
  }

  @Test
  void patience_counts_across_the_interruption() {
    // So fast that the validation loss soon rises.
    Settings fast =
        settings("train.optimizer.lr", "5", "train.evaluate-every", "1", "train.patience", "3");
    Path straight = dir.resolve("straight");
    Runs.run(straight, fast);
    int steps = Runs.run(straight, fast).results().getFirst().training().orElseThrow().steps();
    assertTrue(steps < 12, () -> "ran to step " + steps);
    for (int step = 4; step <= steps; step++) {
      Path broken = dir.resolve("broken" + step);
      Runs.run(broken, fast, 1, 1, new Kill(step, new ArrayList<>()));
      Runs.run(broken, fast);
      assertEquals(Runs.content(straight), Runs.content(broken));
    }
  }

  @Test
  void another_distance_of_checkpoints_is_no_other_experiment() {
    killAt(8, 1);
    Settings never = settings("train.optimizer.name", "adam", "train.checkpoint-every", "0");
    var again = new Kill(-1, new ArrayList<>());
    assertTrue(Runs.run(killed, never, 1, 1, again).complete());
    assertEquals(List.of(6), again.began());
    assertEquals(Runs.content(whole), Runs.content(killed));
  }

  @Test
  void a_half_written_checkpoint_leaves_the_one_before() throws IOException {
    killAt(8, 1);
    Path half = Path.of(cell(killed).checkpoint() + ".tmp");
    Files.writeString(half, "part of a file");
    Runs.run(killed, SETTINGS);
    assertEquals(Runs.content(whole), Runs.content(killed));
    assertFalse(Files.exists(half));
  }

  @Test
  void a_kill_between_marker_and_tidying_is_tidied_by_the_next_run() throws IOException {
    Path left = Files.writeString(cell(whole).checkpoint(), "no longer needed");
    Runs.run(whole, SETTINGS);
    assertFalse(Files.exists(left));
  }

  @Test
  void a_truncated_checkpoint_is_refused() throws IOException {
    killAt(8, 1);
    byte[] good = Files.readAllBytes(cell(killed).checkpoint());
    for (int length : List.of(0, 7, 100, good.length / 2, good.length - 1)) {
      refusedThenRestored("", bytes -> Arrays.copyOf(bytes, length));
    }
  }

  @Test
  void a_checkpoint_that_is_not_finite_is_refused_naming_the_tensor() throws IOException {
    killAt(8, 1);
    refusedThenRestored(
        "tensor 'network.fc2.bias' holds NaN at index 0",
        bytes -> changed(bytes, "network.fc2.bias", Float.NaN, Map.of()));
    refusedThenRestored(
        "tensor 'optimizer.fc1.weight.second_moment' holds Infinity at index 0",
        bytes ->
            changed(
                bytes, "optimizer.fc1.weight.second_moment", Float.POSITIVE_INFINITY, Map.of()));
  }

  @Test
  void a_checkpoint_of_other_settings_or_another_cell_is_refused_naming_the_difference()
      throws IOException {
    killAt(8, 1);
    refusedThenRestored(
        "train.batch is 17 there and 16 here",
        bytes -> changed(bytes, "", 0, Map.of("settings.train.batch", "17")));
    refusedThenRestored(
        "network is conv-2 there and lenet-300-100 here",
        bytes -> changed(bytes, "", 0, Map.of("settings.network", "conv-2")));
    refusedThenRestored(
        "the cell is ticket, seed 1, level 0 there",
        bytes -> changed(bytes, "", 0, Map.of("cell", "ticket, seed 1, level 0")));
    refusedThenRestored(
        "metadata 'step' is soon", bytes -> changed(bytes, "", 0, Map.of("step", "soon")));
    refusedThenRestored(
        "metadata 'loss-sum' is NaN", bytes -> changed(bytes, "", 0, Map.of("loss-sum", "NaN")));
    refusedThenRestored("no checkpoint", _ -> weightsOnly());
  }

  @Test
  void a_checkpoint_that_does_not_fit_the_network_is_refused_naming_the_tensor()
      throws IOException {
    killAt(8, 1);
    refusedThenRestored("'fc2.weight'", bytes -> without(bytes, "network.fc2.weight"));
    refusedThenRestored(
        "'fc2.weight.first_moment'", bytes -> without(bytes, "optimizer.fc2.weight.first_moment"));
  }

  @Test
  void metrics_shorter_than_the_checkpoint_knows_are_refused() throws IOException {
    killAt(8, 1);
    Files.writeString(cell(killed).metrics(), "{");
    Outcome outcome = Runs.run(killed, SETTINGS);
    String reason = outcome.failures().getFirst().reason();
    assertTrue(reason.startsWith(cell(killed).metrics() + " has 1 bytes"), reason);
  }

  @Test
  void other_settings_do_not_touch_the_folder() throws IOException {
    killAt(8, 1);
    byte[] before = Files.readAllBytes(cell(killed).checkpoint());
    var other = settings("train.optimizer.name", "adam", "train.clip-norm", "1");
    var thrown =
        org.junit.jupiter.api.Assertions.assertThrows(
            RunRefused.class, () -> Runs.run(killed, other));
    assertTrue(
        thrown.getMessage().contains("train.clip-norm is 0.0 there and 1.0 here"),
        thrown.getMessage());
    assertArrayEquals(before, Files.readAllBytes(cell(killed).checkpoint()));
  }

  /// Harms the checkpoint; sees the run refuse it in one line and leave it; puts it back.
  private void refusedThenRestored(String said, UnaryOperator<byte[]> harm) throws IOException {
    Path file = cell(killed).checkpoint();
    byte[] good = Files.readAllBytes(file);
    byte[] bad = harm.apply(good);
    Files.write(file, bad);
    Outcome outcome = Runs.run(killed, SETTINGS);
    assertEquals(1, outcome.failures().size());
    String reason = outcome.failures().getFirst().reason();
    assertTrue(reason.startsWith(file.toString()), reason);
    assertTrue(reason.contains(said), reason);
    assertTrue(reason.endsWith("or delete it to train again from the start"), reason);
    assertEquals(1, reason.lines().count());
    assertArrayEquals(bad, Files.readAllBytes(file), "the file is left as it was");

    Files.write(file, good);
    Path copy = dir.resolve("copy");
    copy(killed, copy);
    assertTrue(Runs.run(copy, SETTINGS).complete());
    assertEquals(Runs.content(whole), Runs.content(copy));
    delete(copy);
  }

  private byte[] changed(byte[] bytes, String name, float value, Map<String, String> metadata) {
    SafeTensors file = read(bytes);
    var tensors = new ArrayList<NamedTensor>();
    for (NamedTensor tensor : Weights.of(file).tensors().values()) {
      float[] values = tensor.toArray();
      values[0] = tensor.name().equals(name) ? value : values[0];
      tensors.add(NamedTensor.of(tensor.name(), tensor.shape(), values));
    }
    var all = new TreeMap<>(file.metadata());
    all.putAll(metadata);
    return written(SafeTensors.of(tensors, all));
  }

  private byte[] without(byte[] bytes, String name) {
    SafeTensors file = read(bytes);
    var tensors = new ArrayList<>(Weights.of(file).tensors().values());
    assertTrue(tensors.removeIf(tensor -> tensor.name().equals(name)));
    return written(SafeTensors.of(tensors, file.metadata()));
  }

  private byte[] weightsOnly() {
    return written(SafeTensors.read(cell(whole).weights()));
  }

  private SafeTensors read(byte[] bytes) {
    try {
      return SafeTensors.read(Files.write(dir.resolve("scratch.safetensors"), bytes));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private byte[] written(SafeTensors content) {
    try {
      Path scratch = dir.resolve("scratch.safetensors");
      content.write(scratch);
      return Files.readAllBytes(scratch);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static CellFolder cell(Path run) {
    return CellFolder.of(run, Identity.of(SETTINGS), CELL);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.toList().reversed()) {
        Files.delete(file);
      }
    }
  }
}
