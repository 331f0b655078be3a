package org.tombola.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.BackendProvider;

class CpuProviderTest {
  @Test
  void opens_a_backend_that_names_its_width_and_threads() {
    CpuProvider provider = new CpuProvider();
    assertEquals(Optional.empty(), provider.unavailableBecause());
    try (Backend backend = provider.open(2)) {
      assertEquals("cpu", backend.name());
      assertTrue(backend.description().matches("(128|256|512)-bit vectors, 2 threads"));
    }
  }

  @Test
  void says_what_is_wrong_with_the_machine() {
    assertEquals(Optional.empty(), problem("OpenJDK 64-Bit Server VM", "mixed mode, sharing"));
    assertTrue(problem("Eclipse OpenJ9 VM", "").orElseThrow().contains("HotSpot"));
    assertTrue(problem("OpenJDK 64-Bit Server VM", "interpreted mode").isPresent());
    String c1 = "mixed mode, emulated-client, sharing";
    assertTrue(problem("OpenJDK 64-Bit Server VM", c1).orElseThrow().contains("C2"));
  }

  private static Optional<String> problem(String name, String info) {
    return CpuProvider.compilerProblem(name, info);
  }

  @Test
  void says_what_is_wrong_with_the_width() {
    assertEquals(Optional.empty(), CpuProvider.widthProblem(null, 128));
    assertEquals(Optional.empty(), CpuProvider.widthProblem("256", 512));
    assertTrue(CpuProvider.widthProblem(null, 64).orElseThrow().contains("64 bits"));
    assertTrue(CpuProvider.widthProblem("512", 256).orElseThrow().contains("256"));
    String odd = CpuProvider.widthProblem("100", 512).orElseThrow();
    assertTrue(odd.contains("org.tombola.vectorBits") && odd.contains("100"), odd);
  }

  @Test
  void gives_its_reasons_in_a_process_that_cannot_use_it() throws Exception {
    String module = "--add-modules=jdk.incubator.vector";
    assertTrue(reasonOf("-Xshare:auto").contains("--add-modules jdk.incubator.vector"));
    assertTrue(reasonOf(module, "-Dorg.tombola.vectorBits=96").contains("use 128, 256 or 512"));
    assertTrue(reasonOf(module, "-XX:TieredStopAtLevel=1").contains("C2 is switched off"));
  }

  private static String reasonOf(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Ask.class.getName()));
    Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, run.waitFor(), printed);
    return printed;
  }

  /// The other process.
  static final class Ask {
    private Ask() {}

    public static void main(String[] args) {
      System.out.println(new CpuProvider().unavailableBecause().orElse("available"));
    }
  }

  @Test
  void the_services_file_and_the_module_name_the_same_provider() throws IOException {
    Path classes = Path.of("target/classes");
    Path services = classes.resolve("META-INF/services").resolve(BackendProvider.class.getName());
    try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
      List<String> provided =
          ModuleDescriptor.read(in).provides().stream()
              .filter(p -> p.service().equals(BackendProvider.class.getName()))
              .flatMap(p -> p.providers().stream())
              .toList();
      assertEquals(Files.readString(services, StandardCharsets.UTF_8).lines().toList(), provided);
    }
  }
}
