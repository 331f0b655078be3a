package org.tombola.lottery.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.lottery.run.RunStatus;

/// A run in a process of its own that is asked to end.
class StopTest {
  @TempDir Path dir;

  @Test
  void a_run_that_is_stopped_says_so_in_one_line_and_leaves_its_folder_free() throws Exception {
    Path out = dir.resolve("run");
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "run",
            "--dataset=xor",
            "--backend=reference",
            "--out=" + out,
            "--jobs=1",
            "--seeds=0",
            "--set",
            "data.validation=1",
            "train.batch=2",
            "train.evaluate-every=2",
            "train.iterations=100000000");
    Process process = new ProcessBuilder(command).start();
    try (var printed = process.inputReader(UTF_8)) {
      String line = printed.readLine();
      while (line != null && !line.startsWith("ticket, seed 0, level 0: step")) {
        line = printed.readLine();
      }
      assertTrue(RunStatus.of(out).holder().contains("pid " + process.pid()));
      // Unlike Process.destroy, this leaves the streams open.
      process.toHandle().destroy();
      String told = new String(process.getErrorStream().readAllBytes(), UTF_8);
      assertEquals(143, process.waitFor(), told);
      assertEquals(1, told.lines().count(), told);
      assertTrue(told.startsWith("stopped: finished cells are kept in " + out), told);
    } finally {
      process.destroyForcibly();
    }
    assertEquals("", RunStatus.of(out).holder());
  }
}
