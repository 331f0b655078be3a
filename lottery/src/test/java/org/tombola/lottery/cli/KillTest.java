package org.tombola.lottery.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A training in a process of its own that is killed without warning.
class KillTest {
  private static final List<String> TRAINING =
      List.of(
          "run",
          "train",
          "--jobs=1",
          "--set",
          "data.examples=2000",
          "data.validation=200",
          "train.iterations=1500",
          "train.evaluate-every=10",
          "train.checkpoint-every=25");

  @TempDir Path dir;

  @Test
  void a_killed_training_goes_on_to_the_same_bytes_as_one_that_was_not() throws Exception {
    Path whole = dir.resolve("whole");
    Path killed = dir.resolve("killed");
    kill(killed);
    var again = run(killed, "--threads=2");
    assertTrue(again.out().contains("goes on from the checkpoint at step "), again.out());
    run(whole, "--threads=1");
    Map<String, byte[]> expected = files(whole);
    Map<String, byte[]> found = files(killed);
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach((name, bytes) -> assertArrayEquals(bytes, found.get(name), name));
    assertEquals(1, eventFiles(whole), "one a start");
    assertEquals(2, eventFiles(killed), "one a start");
  }

  private static long eventFiles(Path run) throws IOException {
    try (var all = Files.walk(run)) {
      return all.filter(file -> file.getFileName().toString().startsWith("events.out.")).count();
    }
  }

  private static CommandLineRun run(Path out, String threads) {
    var args = new ArrayList<>(TRAINING);
    args.addAll(List.of("--out=" + out, threads));
    var run = CommandLineRun.of(args.toArray(String[]::new));
    run.succeeded();
    return run;
  }

  /// Waits until the training is past its second checkpoint.
  private static void kill(Path out) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(TRAINING);
    command.addAll(List.of("--out=" + out, "--threads=1"));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var printed = process.inputReader(UTF_8)) {
      String line = printed.readLine();
      while (line != null && !line.matches(".*: step ([6-9].|\\d{3,}) of .*")) {
        line = printed.readLine();
      }
      process.destroyForcibly().waitFor();
    } finally {
      process.destroyForcibly();
    }
    assertTrue(
        files(out).keySet().stream().anyMatch(name -> name.endsWith("/checkpoint.safetensors")));
  }

  /// Weights, masks, metrics and checkpoints by name.
  private static Map<String, byte[]> files(Path run) throws IOException {
    var found = new TreeMap<String, byte[]>();
    try (var all = Files.walk(run)) {
      for (Path file : all.toList()) {
        if (file.toString().matches(".*[.](safetensors|jsonl)")) {
          found.put(run.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
    return found;
  }
}
