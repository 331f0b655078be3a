package org.tombola.kernels.cuda;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tombola.engine.BackendUnavailable;
import org.tombola.engine.Backends;
import org.tombola.engine.spi.BackendProvider;

class CudaProviderTest {
  @Test
  void is_found_on_the_class_path_and_explains_itself_in_one_line() {
    var candidate = Backends.candidates().stream().filter(c -> c.name().equals("cuda")).findFirst();
    assertEquals(20, candidate.orElseThrow().rank());
    String reason = candidate.get().unavailableBecause().orElse("driver works");
    assertEquals(1, reason.lines().count(), reason);
    assertTrue(reason.contains("libcuda") || reason.contains("driver"), reason);
  }

  @Test
  void opening_it_says_why_not() {
    assumeTrue(new CudaProvider().unavailableBecause().isPresent(), "there is a device");
    var error = assertThrows(BackendUnavailable.class, () -> new CudaProvider().open(1));
    assertTrue(error.getMessage().startsWith("backend 'cuda' is unavailable: "));
  }

  @Test
  void multiplies_in_float32_all_weights_with_own_kernels_unless_told_otherwise() {
    assertEquals(
        Map.of(
            "precision",
            List.of("fp32", "tf32", "bf16"),
            "gemm",
            List.of("own", "cublas"),
            "sparse",
            List.of("off", "on")),
        new CudaProvider().choices());
  }

  @Test
  void says_in_one_line_whether_there_is_cublas() {
    List<String> rules = new CudaProvider().rules();
    assertEquals(1, rules.size());
    assertEquals(1, rules.getFirst().lines().count(), rules::toString);
    assertTrue(rules.getFirst().contains("gemm=cublas: cuBLAS "), rules::toString);
  }

  @Test
  void module_and_services_file_name_the_same_providers() throws Exception {
    Set<String> onClassPath =
        ServiceLoader.load(BackendProvider.class).stream()
            .map(provider -> provider.type().getName())
            .filter(name -> name.startsWith("org.tombola.kernels.cuda."))
            .collect(toSet());
    var location = CudaProvider.class.getProtectionDomain().getCodeSource().getLocation();
    try (InputStream in = location.toURI().resolve("module-info.class").toURL().openStream()) {
      Set<String> inModule =
          ModuleDescriptor.read(in).provides().stream()
              .flatMap(provides -> provides.providers().stream())
              .collect(toSet());
      assertEquals(inModule, onClassPath);
    }
  }
}
