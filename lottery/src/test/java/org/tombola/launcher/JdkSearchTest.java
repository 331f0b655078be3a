package org.tombola.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdkSearchTest {
  @TempDir Path dir;
  private Path running;
  private Path jvms;

  @BeforeEach
  void an_old_jvm_is_running() throws IOException {
    running = FakeJdk.at(dir.resolve("running"), "17.0.15");
    jvms = Files.createDirectories(dir.resolve("jvms"));
  }

  private JdkSearch.Result search(Map<String, String> environment) {
    return new JdkSearch(environment, running.toFile(), List.of(jvms.toFile())).run();
  }

  private void finds(Path home, Map<String, String> environment) {
    var result = search(environment);
    assertNotNull(result.jdk, result.problem);
    assertEquals(home.toFile(), result.jdk.home);
  }

  private String problem(Map<String, String> environment) {
    var result = search(environment);
    assertNull(result.jdk);
    assertEquals(1, result.problem.lines().count(), result.problem);
    return result.problem;
  }

  @ParameterizedTest
  @ValueSource(strings = {"25.0.3", "25.0.10+7", "25.1.0", "26", "27-ea"})
  void takes_25_0_3_and_everything_newer(String version) throws IOException {
    finds(FakeJdk.at(jvms.resolve("jdk"), version), Map.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.8.0_402", "11.0.22", "24.0.2", "25", "25.0.1", "25.0.2+10", "25-ea", "?"})
  void refuses_what_is_older(String version) throws IOException {
    FakeJdk.at(jvms.resolve("jdk"), version);
    assertTrue(problem(Map.of()).startsWith("Tombola needs a JDK 25.0.3 or newer"));
  }

  @Test
  void prefers_the_newest_patch_of_25_to_a_later_release() throws IOException {
    FakeJdk.at(jvms.resolve("a"), "25.0.4");
    FakeJdk.at(jvms.resolve("b"), "26.0.2");
    FakeJdk.at(jvms.resolve("d"), "25.0.9");
    finds(FakeJdk.at(jvms.resolve("c"), "25.0.10"), Map.of());
  }

  @Test
  void looks_inside_the_bundles_of_macos() throws IOException {
    finds(FakeJdk.at(jvms.resolve("temurin-25.jdk/Contents/Home"), "25.0.3"), Map.of());
  }

  @Test
  void java_home_comes_before_a_newer_patch_elsewhere() throws IOException {
    FakeJdk.at(jvms.resolve("newer"), "25.0.4");
    Path home = FakeJdk.at(dir.resolve("home"), "25.0.3");
    finds(home, Map.of("JAVA_HOME", home.toString()));
  }

  @Test
  void an_old_java_home_is_passed_over() throws IOException {
    Path good = FakeJdk.at(jvms.resolve("good"), "25.0.3");
    finds(good, Map.of("JAVA_HOME", FakeJdk.at(dir.resolve("home"), "21.0.2").toString()));
  }

  @Test
  void the_running_jvm_comes_before_java_home() throws IOException {
    running = FakeJdk.at(dir.resolve("runs"), "25.0.3");
    Path home = FakeJdk.at(dir.resolve("home"), "25.0.4");
    finds(running, Map.of("JAVA_HOME", home.toString()));
  }

  @Test
  void the_own_variable_comes_before_everything() throws IOException {
    running = FakeJdk.at(dir.resolve("runs"), "25.0.5");
    Path own = FakeJdk.at(dir.resolve("own"), "25.0.3");
    finds(own, Map.of("TOMBOLA_JAVA_HOME", own.toString(), "JAVA_HOME", running.toString()));
  }

  @Test
  void an_unsuitable_own_variable_is_an_error_even_if_others_would_do() throws IOException {
    FakeJdk.at(jvms.resolve("good"), "25.0.3");
    Path own = FakeJdk.at(dir.resolve("own"), "25.0.2");
    assertEquals(
        "TOMBOLA_JAVA_HOME="
            + own
            + ": 25.0.2 can corrupt memory that native code holds (JDK-8377811);"
            + " Tombola needs a JDK 25.0.3 or newer",
        problem(Map.of("TOMBOLA_JAVA_HOME", own.toString())));
    assertEquals(
        "TOMBOLA_JAVA_HOME=" + dir + ": there is no JDK; name the folder of a JDK 25.0.3 or newer",
        problem(Map.of("TOMBOLA_JAVA_HOME", dir.toString())));
  }

  @Test
  void says_which_was_the_newest_it_refused() throws IOException {
    FakeJdk.at(jvms.resolve("a"), "25.0.1");
    Path newest = FakeJdk.at(jvms.resolve("b"), "25.0.2");
    FakeJdk.at(jvms.resolve("c"), "21.0.9");
    String line = problem(Map.of());
    assertTrue(line.contains("the newest found, 25.0.2 in " + newest + ","), line);
    assertTrue(line.contains("install one"), line);
  }

  @Test
  void refuses_a_trimmed_runtime_without_the_vector_module() throws IOException {
    FakeJdk.at(jvms.resolve("trimmed"), "25.0.3", "java.base java.logging");
    assertTrue(problem(Map.of()).contains("lacks the module jdk.incubator.vector"));
  }

  @Test
  void a_folder_without_java_or_release_file_is_no_jdk() throws IOException {
    Files.delete(FakeJdk.at(jvms.resolve("a"), "25.0.3").resolve("bin/java"));
    Files.delete(FakeJdk.at(jvms.resolve("b"), "25.0.3").resolve("release"));
    Files.delete(running.resolve("release"));
    assertTrue(problem(Map.of()).contains("found no JDK"));
  }
}
