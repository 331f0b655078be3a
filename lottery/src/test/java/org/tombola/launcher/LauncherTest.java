package org.tombola.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Starts a real jar, in a folder with a blank in its name, on the `java` of the PATH.
@Timeout(60)
class LauncherTest {
  @TempDir static Path jars;
  private static Path jar;

  @TempDir Path dir;
  private final List<Process> started = new ArrayList<>();

  @BeforeAll
  static void pack() throws IOException {
    jar = Files.createDirectory(jars.resolve("a folder")).resolve("program.jar");
    var manifest = new Manifest();
    var entries = manifest.getMainAttributes();
    entries.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    entries.put(Attributes.Name.MAIN_CLASS, Launcher.class.getName());
    entries.put(new Attributes.Name(Launcher.MAIN), LaunchedProgram.class.getName());
    var classes =
        List.of("Launcher", "Jdk", "JdkSearch", "JdkSearch$Result", "Child", "LaunchedProgram");
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (String name : classes) {
        String entry = "org/tombola/launcher/" + name + ".class";
        out.putNextEntry(new JarEntry(entry));
        try (var in = Launcher.class.getClassLoader().getResourceAsStream(entry)) {
          in.transferTo(out);
        }
      }
    }
  }

  /// A kernel that has another name now would not be compiled soon, and nobody would see it.
  @Test
  void kernels_in_flags_exist() throws Exception {
    var named = Pattern.compile("org\\.tombola\\.[\\w.]+(?=::)");
    var kernels =
        Launcher.FLAGS.stream()
            .flatMap(flag -> named.matcher(flag).results())
            .map(MatchResult::group)
            .toList();
    assertEquals(2, kernels.size(), kernels.toString());
    for (String kernel : kernels) {
      Class.forName(kernel, false, getClass().getClassLoader());
    }
  }

  @AfterEach
  void leave_nothing_running() {
    started.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
    started.forEach(Process::destroyForcibly);
  }

  private ProcessBuilder builder(String... args) {
    var command = new ArrayList<>(List.of("java", "-jar", jar.toString()));
    command.addAll(List.of(args));
    var builder = new ProcessBuilder(command);
    builder.environment().put("TOMBOLA_JAVA_HOME", System.getProperty("java.home"));
    return builder
        .redirectOutput(dir.resolve("out").toFile())
        .redirectError(dir.resolve("err").toFile());
  }

  private Process start(String... args) throws IOException {
    Process process = builder(args).start();
    started.add(process);
    return process;
  }

  private List<String> out() throws IOException {
    return Files.readAllLines(dir.resolve("out"));
  }

  @Test
  void passes_arguments_as_they_are() throws Exception {
    assertEquals(0, start("print", "two words", "", "--flag=$HOME", "\"q\"").waitFor());
    assertEquals(List.of("[two words]", "[]", "[--flag=$HOME]", "[\"q\"]"), out());
  }

  @Test
  void shares_its_input_and_output() throws Exception {
    Process process = start("read");
    try (var in = process.getOutputStream()) {
      in.write("from outside".getBytes(UTF_8));
    }
    assertEquals(0, process.waitFor());
    assertEquals(List.of("from outside"), out());
  }

  @Test
  void ends_with_the_code_of_the_program() throws Exception {
    assertEquals(42, start("exit", "42").waitFor());
    assertEquals(1, start("fail").waitFor());
    String error = Files.readString(dir.resolve("err"));
    assertTrue(error.contains("IllegalStateException: on purpose"), error);
    assertFalse(error.contains("InvocationTargetException"), error);
  }

  @Test
  void switches_the_vector_module_on_and_adds_the_flags_of_the_user() throws Exception {
    var builder = builder("flags");
    builder.environment().put("TOMBOLA_JAVA_OPTS", "  -Dextra=first  -Dextra=last -Xmx96m ");
    Process process = builder.start();
    assertEquals(0, process.waitFor());
    assertEquals(List.of("true", "last"), out());
  }

  @Test
  void asks_the_virtual_machine_for_nothing_when_only_a_text_is_wanted() throws Exception {
    for (String asked : List.of("--help", "-h", "--version", "-V")) {
      assertEquals(0, start("flags", asked).waitFor());
      assertEquals("false", out().getFirst(), asked);
    }
  }

  @Test
  void says_in_one_line_that_the_named_jdk_will_not_do() throws Exception {
    var builder = builder("print");
    builder.environment().put("TOMBOLA_JAVA_HOME", dir.toString());
    assertEquals(1, builder.start().waitFor());
    var lines = Files.readAllLines(dir.resolve("err"));
    assertEquals(1, lines.size(), lines.toString());
    assertTrue(lines.getFirst().startsWith("TOMBOLA_JAVA_HOME=" + dir + ": there is no JDK"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_polite_end_is_passed_on_and_waited_for() throws Exception {
    for (String signal : List.of("TERM", "INT", "HUP")) {
      if (ignored(signal)) {
        continue;
      }
      Path folder = Files.createDirectory(dir.resolve(signal));
      Process launcher = start("wait", folder.toString());
      ProcessHandle child = child(folder);
      kill(signal, launcher);
      launcher.waitFor();
      assertFalse(child.isAlive(), signal);
      assertTrue(Files.exists(folder.resolve("ended")), signal);
    }
  }

  /// Whether this process was told to ignore the signal, as by `nohup` or a shell's `&`; so is then
  /// what it starts. Bit `n - 1` of the mask is signal number `n`.
  private static boolean ignored(String signal) throws Exception {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    int number =
        switch (signal) {
          case "HUP" -> 1;
          case "INT" -> 2;
          case "TERM" -> 15;
          default -> throw new IllegalArgumentException(signal);
        };
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .anyMatch(mask -> (mask >> (number - 1) & 1) == 1);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_killed_launcher_takes_the_program_with_it() throws Exception {
    Process launcher = start("wait", dir.toString());
    ProcessHandle child = child(dir);
    kill("KILL", launcher);
    launcher.waitFor();
    child.onExit().get(30, TimeUnit.SECONDS);
    assertFalse(Files.exists(dir.resolve("ended")));
  }

  @Test
  void a_program_whose_launcher_is_already_gone_ends_at_once() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var orphan =
        new ProcessBuilder(
            java,
            "-Dtombola.launcher.pid=" + Integer.MAX_VALUE,
            "-cp",
            jar.toString(),
            "org.tombola.launcher.Child",
            LaunchedProgram.class.getName(),
            "wait",
            dir.toString());
    Process process = orphan.start();
    started.add(process);
    assertEquals(137, process.waitFor());
  }

  /// The program's process, once it runs.
  private static ProcessHandle child(Path folder) throws Exception {
    while (!Files.exists(folder.resolve("pid"))) {
      Thread.sleep(10);
    }
    return ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("pid")))).orElseThrow();
  }

  private static void kill(String signal, Process process) throws Exception {
    var kill = new ProcessBuilder("kill", "-s", signal, Long.toString(process.pid()));
    assertEquals(0, kill.inheritIO().start().waitFor());
  }
}
