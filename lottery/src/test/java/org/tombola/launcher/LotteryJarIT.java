package org.tombola.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.engine.Backends;
import org.tombola.engine.spi.BackendProvider;

/// What the packaged jar must be for any `java` to start it, and for nothing to be lost in it.
class LotteryJarIT {
  private static final Path JAR = Path.of("target/lottery.jar");

  /// The class file version of Java 8.
  private static final int JAVA_8 = 52;

  @Test
  void the_classes_that_run_first_are_for_java_8() throws IOException {
    try (var jar = new JarFile(JAR.toFile())) {
      for (Class<?> first :
          Set.of(Launcher.class, Jdk.class, JdkSearch.class, JdkSearch.Result.class)) {
        var entry = jar.getJarEntry(first.getName().replace('.', '/') + ".class");
        try (var in = new DataInputStream(jar.getInputStream(entry))) {
          in.skipBytes(6);
          assertEquals(JAVA_8, in.readUnsignedShort(), first.getName());
        }
      }
    }
  }

  @Test
  void every_backend_on_the_class_path_is_in_it() throws IOException {
    try (var jar = new JarFile(JAR.toFile())) {
      var services = jar.getJarEntry("META-INF/services/" + BackendProvider.class.getName());
      assertNotNull(services);
      String packed = new String(jar.getInputStream(services).readAllBytes(), UTF_8);
      assertEquals(Backends.candidates().size(), packed.lines().collect(toSet()).size(), packed);
    }
  }

  @Test
  void no_module_descriptor_and_no_signature_is_left() throws IOException {
    try (var jar = new JarFile(JAR.toFile())) {
      var left =
          jar.stream()
              .map(entry -> entry.getName())
              .filter(
                  name -> name.endsWith("module-info.class") || name.matches("META-INF/.*[.]SF"))
              .toList();
      assertTrue(left.isEmpty(), left.toString());
    }
  }

  @Test
  void starts_on_the_java_of_the_path(@TempDir Path empty) throws Exception {
    var builder = new ProcessBuilder("java", "-jar", JAR.toString()).redirectErrorStream(true);
    builder.environment().put(JdkSearch.OWN_HOME, empty.toString());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(1, process.waitFor());
    assertEquals(1, printed.lines().count(), printed);
    assertTrue(printed.contains(empty.toString()), printed);
  }
}
