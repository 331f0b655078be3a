package org.tombola.lottery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run of networks that are trained side by side and not validated.
class EnsembleRunTest {
  @TempDir Path dir;

  @Test
  void its_curve_is_there_for_tensorboard_and_no_early_stop_is_made_up() throws IOException {
    Path out = dir.resolve("run");
    var run =
        CommandLineRun.of(
            "run",
            "lth-xor",
            "--scale",
            "smoke",
            "--arms",
            "oneshot",
            "--tensorboard",
            "--out",
            out.toString());
    run.succeeded();
    assertFalse(run.out().contains("early stop at step"), run.out());
    assertFalse(run.out().contains("at early stop"), run.out());
    List<String> rows = Files.readAllLines(out.resolve("results.csv"));
    int column = List.of(rows.getFirst().split(",", -1)).indexOf("early_stop_step");
    rows.stream().skip(1).forEach(row -> assertEquals("", row.split(",", -1)[column], row));
    int curves = 0;
    try (var files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.getFileName().toString().contains("tfevents")) {
          String content = Files.readString(file, StandardCharsets.ISO_8859_1);
          int points = content.split("loss/train", -1).length - 1;
          assertTrue(points >= 10, points + " points in " + file);
          curves++;
        }
      }
    }
    assertEquals(rows.size() - 1, curves);
  }
}
