package org.tombola.bench.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.tombola.bench.layer.LinearLayer;
import org.tombola.bench.layer.Zoo;

class SuitesTest {
  private static List<String> layers(boolean linear) {
    return Zoo.shapes(Suites.NETWORKS).stream()
        .filter(layer -> layer instanceof LinearLayer == linear)
        .map(Object::toString)
        .sorted()
        .toList();
  }

  /// Fails when a network changed, or another is measured, and the list did not.
  @Test
  void the_layers_are_those_of_the_networks() {
    assertEquals(layers(true), Suite.values(LinearBench.class, "layer").stream().sorted().toList());
    assertEquals(layers(false), Suite.values(ConvBench.class, "layer").stream().sorted().toList());
    assertEquals(Suites.NETWORKS, Suite.values(StepBench.class, "network"));
  }

  @Test
  void every_benchmark_is_in_one_suite() throws Exception {
    for (Suite suite : Suites.all()) {
      assertEquals(
          Arrays.stream(suite.benchmark().getMethods())
              .filter(method -> method.isAnnotationPresent(Benchmark.class))
              .count(),
          suite.names().size());
      assertTrue(suite.names().getFirst().startsWith(suite.benchmark().getName() + "."));
    }
    assertEquals(
        Suites.all().size(), Suites.all().stream().map(Suite::benchmark).distinct().count());
  }

  /// With the first value of each parameter, every benchmark does something that takes bytes or
  /// operations.
  @Test
  void every_benchmark_has_work() {
    for (Suite suite : Suites.all()) {
      for (String name : suite.names()) {
        String method = name.substring(name.lastIndexOf('.') + 1);
        Work work = suite.work().apply(method, key -> suite.values(key).getFirst());
        assertTrue(work.flops() + work.bytes() > 0, name);
      }
    }
  }

  @Test
  void the_naive_backend_is_asked_for_small_shapes_only() {
    Suite convolutions =
        Suites.all().stream()
            .filter(s -> s.benchmark() == ConvBench.class)
            .findFirst()
            .orElseThrow();
    List<String> naive = convolutions.passes().getLast().get("layer");
    assertTrue(naive.contains("conv-60x1x28x28-6x5x5-s1-p2"), naive.toString());
    assertTrue(!naive.contains("conv-128x64x32x32-64x3x3-s1-p1"), naive.toString());
  }
}
