package org.tombola.lottery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.engine.Backends;
import tools.jackson.databind.json.JsonMapper;

class GpuCheckTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static CommandLineRun ofCpu(String... more) {
    var args = new ArrayList<>(List.of("gpu-check", "--backend", "cpu"));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(new String[0]));
  }

  @Test
  void finds_nothing_wrong_with_the_cpu() {
    var run = ofCpu("--parts", "verbs", "--json");
    run.succeeded();
    var report = JSON.readTree(run.out());
    assertTrue(report.get("ok").asBoolean(), run.out());
    assertEquals(
        VerbCases.exact().size() + VerbCases.products().size(), report.get("verbs").size());
    for (var verb : report.get("verbs")) {
      assertTrue(verb.get("ok").asBoolean(), verb.toString());
    }
  }

  @Test
  void measures() {
    var run = ofCpu("--parts", "speed", "--sizes", "16,33", "--seconds", "0.01");
    run.succeeded();
    assertTrue(run.out().contains("matmul 33") && run.out().contains("GFLOP/s"), run.out());
    assertTrue(run.out().contains("batchNorm") && run.out().contains("GB/s"), run.out());
    assertTrue(run.out().endsWith("ok" + System.lineSeparator()), run.out());
  }

  @Test
  void a_wrong_answer_fails() {
    assertFalse(new VerbCheck.Verdict("map", 1e-3, 1e-5, true, null).ok());
    assertFalse(new VerbCheck.Verdict("map", Double.NaN, 1e-5, true, null).ok());
    assertFalse(new VerbCheck.Verdict("map", 0, 1e-5, false, null).ok());
    assertFalse(new VerbCheck.Verdict("map", 0, 1e-5, true, "no").ok());
  }

  @Test
  void without_a_device_it_says_why() {
    var cuda = Backends.candidates().stream().filter(c -> c.name().equals("cuda")).findFirst();
    assumeTrue(cuda.orElseThrow().unavailableBecause().isPresent(), "there is a device");
    CommandLineRun.of("gpu-check").refused(1, "backend 'cuda' is unavailable");
  }

  @Test
  void what_cannot_be_meant_is_refused_first() {
    CommandLineRun.of("gpu-check", "--parts", "verb").refused(2, "verb");
    CommandLineRun.of("gpu-check", "--backend", "gpu").refused(2, "gpu");
    CommandLineRun.of("gpu-check", "--sizes", "0").refused(2, "--sizes");
    CommandLineRun.of("gpu-check", "--seconds", "0").refused(2, "--seconds");
    CommandLineRun.of("gpu-check", "--images", "0").refused(2, "--images");
    CommandLineRun.of("gpu-check", "--networks", "resnet-21").refused(2, "resnet-21");
  }
}
