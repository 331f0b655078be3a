package org.tombola.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;
import org.tombola.engine.cases.OpCases;

class OpBenchTest {
  @Test
  void measures_every_large_case() throws Exception {
    var cases = OpCases.large().stream().map(OpBench::slug).toList();
    var parameters = OpBench.class.getDeclaredField("op").getAnnotation(Param.class);
    assertEquals(cases, List.of(parameters.value()));
    assertFalse(cases.stream().distinct().count() < cases.size(), cases.toString());
  }

  @Test
  void runs_forward_and_gradients() {
    var bench = new OpBench();
    bench.backend = "reference";
    bench.op = OpBench.slug(OpCases.large().getLast());
    bench.draw();
    bench.forward();
    bench.forwardAndGradients();
    bench.close();
  }
}
