package org.tombola.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.bench.conv.ConvLadder;
import org.tombola.bench.gemm.GemmLadder;

class BenchmarksJarIT {
  private static String run(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("java", "-jar", "target/benchmarks.jar"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TOMBOLA_JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), printed);
    return printed;
  }

  @Test
  void lists_its_benchmarks() throws Exception {
    assertTrue(run("-l").contains("org.tombola.bench.OpBench.forward"));
  }

  @Test
  void runs_one_in_a_fork_with_the_flags_of_the_launcher() throws Exception {
    String options = "-p backend=reference -p op=relu-256x300 -f 1 -wi 0 -i 1 -r 10ms -foe true";
    String printed = run(("OpBench.forward " + options).split(" ", -1));
    assertTrue(printed.contains("# Fork: 1 of 1"), printed);
    assertTrue(printed.contains("--add-modules=jdk.incubator.vector"), printed);
    assertTrue(printed.lines().anyMatch(l -> l.matches("OpBench.forward.*us/op")), printed);
  }

  @Test
  void checks_and_times_the_ladders() throws Exception {
    Path file = Path.of("target/ladders.md");
    Files.deleteIfExists(file);
    String printed = run("ladders", "--quick", file.toString());
    String written = Files.readString(file);
    List<String> rungs =
        written
            .lines()
            .filter(line -> line.matches("[|] (Gemm|Conv)\\d.*[|] +\\d+ % [|].*"))
            .toList();
    assertEquals(GemmLadder.rungs().size() + ConvLadder.rungs().size(), rungs.size(), written);
    assertTrue(written.contains("| OpenBLAS |"), written);
    assertTrue(printed.contains("checking Gemm0Naive"), printed);
  }
}
