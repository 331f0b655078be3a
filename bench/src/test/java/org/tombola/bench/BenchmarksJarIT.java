package org.tombola.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.tombola.bench.conv.ConvLadder;
import org.tombola.bench.gemm.GemmLadder;
import org.tombola.engine.Backends;

class BenchmarksJarIT {
  private static String run(String... arguments) throws Exception {
    return run(0, arguments);
  }

  private static String run(int exit, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("java", "-jar", "target/benchmarks.jar"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TOMBOLA_JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(exit, process.waitFor(), printed);
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

  @Test
  void has_jmh_time_kernels_and_puts_them_into_tables() throws Exception {
    Path file = Path.of("target/kernels.md");
    Files.deleteIfExists(file);
    run("kernels", "--quick", "GemmBench.product|ReductionBench.sum|StepBench", file.toString());
    String written = Files.readString(file);
    String share = "[|].* % of (peak|copy) [|]";
    for (String row :
        List.of(
            "product [|] 128 [|] cpu",
            "product [|] 128 [|] openblas",
            "product [|] 128 [|] reference",
            "sum [|] 128x16x32x32 [|] cpu",
            "step [|] .*lenet-300-100.*[|] cpu",
            "step [|] .*lenet-300-100.*[|] reference")) {
      assertTrue(
          written.lines().anyMatch(l -> l.matches("[|] " + row + " " + share)), row + written);
    }
  }

  @Test
  void finds_the_density_from_which_sparse_kernels_win() throws Exception {
    String printed = run("crossover", "--quick");
    long rows = printed.lines().filter(l -> l.startsWith("| linear-60x784-300 | ")).count();
    assertEquals(3, rows, printed);
  }

  /// Where there is a GPU, its own tests say whether it works.
  @Test
  void says_why_no_gpu_is_measured() throws Exception {
    Optional<String> why =
        Backends.candidates().stream()
            .filter(candidate -> candidate.name().equals("cuda"))
            .findFirst()
            .flatMap(Backends.Candidate::unavailableBecause);
    assumeTrue(why.isPresent());
    List<String> said =
        run(1, "gpu", "--quick").lines().filter(l -> !l.startsWith("WARNING: ")).toList();
    assertEquals(List.of("gpu: " + why.get()), said); // the JVM warns of incubating modules
  }

  /// What only a device would ask for.
  @Test
  void has_the_kernels_of_the_ladders() throws Exception {
    try (JarFile jar = new JarFile("target/benchmarks.jar")) {
      for (String family : List.of("ladder_gemm", "ladder_conv", "limits", "gemm", "conv")) {
        String name = "org/tombola/kernels/cuda/ptx/" + family + ".ptx";
        assertTrue(jar.getEntry(name) != null, name);
      }
    }
  }

  @Test
  void says_what_is_wrong_with_a_command_line() throws Exception {
    assertTrue(run(2, "kernels", "NoSuchBench").contains("matches 'NoSuchBench'"));
    assertTrue(run(2, "crossover", "--fast").contains("'--fast' is no file"));
  }
}
