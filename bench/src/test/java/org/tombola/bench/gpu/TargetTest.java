package org.tombola.bench.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.tombola.engine.BackendUnavailable;
import org.tombola.engine.spi.Backend;
import org.tombola.kernels.cuda.InterpretedBackend;
import org.tombola.kernels.cuda.KernelTimer;

class TargetTest {
  private static final Map<String, List<String>> ALL =
      Map.of("precision", List.of("fp32", "tf32"), "gemm", List.of("own", "cublas"));

  private static Target target(
      Function<String, Backend> backends, Map<String, List<String>> choices) {
    return new Target(backends, KernelTimer::interpreted, choices);
  }

  @Test
  void names_are_of_what_is_offered() {
    Target all = target(InterpretedBackend::open, ALL);
    assertEquals(List.of("cuda", "cuda:precision=tf32"), all.precisions());
    assertEquals(Optional.of("cuda:gemm=cublas"), all.withCublas("cuda"));
    assertEquals(
        Optional.of("cuda:gemm=cublas,precision=tf32"), all.withCublas("cuda:precision=tf32"));
    Target none = target(InterpretedBackend::open, Map.of());
    assertEquals(List.of("cuda"), none.precisions());
    assertEquals(Optional.empty(), none.withCublas("cuda"));
  }

  @Test
  void what_cannot_be_opened_is_said_and_left_out() {
    Function<String, Backend> some =
        name -> {
          if (name.contains("=")) {
            throw new BackendUnavailable("not this one");
          }
          return InterpretedBackend.open(name);
        };
    try (Lanes lanes = Lanes.open(target(some, ALL))) {
      assertEquals(List.of("cuda"), lanes.products().stream().map(Lane::name).toList());
      assertEquals(Optional.empty(), lanes.cublas("cuda"));
      assertEquals(
          List.of(
              "Not measured, `cuda:gemm=cublas`: not this one",
              "Not measured, `cuda:precision=tf32`: not this one"),
          lanes.missing());
    }
  }
}
