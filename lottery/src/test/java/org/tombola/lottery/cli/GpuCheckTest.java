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
  void trains_as_another_backend_does() {
    var run =
        ofCpu(
            "--parts",
            "agreement",
            "--against",
            "reference",
            "--steps",
            "3",
            "--json",
            "--agreeing",
            "lenet-300-100");
    run.succeeded();
    var verdict = JSON.readTree(run.out()).get("agreement").get(0);
    assertEquals("lenet-300-100", verdict.get("network").asString());
    assertTrue(verdict.get("ok").asBoolean(), run.out());
    assertTrue(verdict.get("first_losses_differ_by").asDouble() < 1e-5, run.out());
  }

  @Test
  void agreeing_with_itself_is_no_check() {
    ofCpu("--parts", "agreement").refused(2, "--against cpu is the backend that is checked");
    var run =
        ofCpu(
            "--parts",
            "agreement,speed",
            "--sizes",
            "16",
            "--images",
            "1",
            "--seconds",
            "0.01",
            "--steps",
            "3",
            "--agreeing",
            "lenet-300-100");
    run.succeeded();
    assertTrue(run.out().contains("no training to agree with"), run.out());
  }

  @Test
  void another_training_is_told_apart() {
    assertTrue(new TrainingAgreement.Verdict("net", 9, 9e-4, 0.04, true, null).ok());
    assertFalse(new TrainingAgreement.Verdict("net", 9, 2e-3, 0.04, true, null).ok());
    assertFalse(new TrainingAgreement.Verdict("net", 9, Double.NaN, 0.04, true, null).ok());
    assertFalse(new TrainingAgreement.Verdict("net", 9, 9e-4, 0.06, true, null).ok());
    assertFalse(new TrainingAgreement.Verdict("net", 9, 9e-4, 0.04, false, null).ok());
    var failed = new TrainingAgreement.Verdict("net", 9, 0, 0, true, "loss is NaN");
    assertFalse(failed.ok());
    assertTrue(failed.text().contains("loss is NaN  FAILED"), failed.text());
  }

  @Test
  void several_trainings_at_once_are_compared_with_one() {
    var run = ofCpu("--parts", "replicates", "--replicates", "2", "--seconds", "0.01", "--json");
    run.succeeded();
    var speed = JSON.readTree(run.out()).get("speed");
    double alone = speed.get(0).get("value").asDouble();
    double each = speed.get(1).get("value").asDouble();
    assertTrue(alone > 0 && each > 0, run.out());
    assertEquals(each / alone, speed.get(1).get("share").asDouble(), 1e-9);
    assertEquals("2 at once, a step of each", speed.get(1).get("what").asString());
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
    CommandLineRun.of("gpu-check", "--agreeing", "resnet-21").refused(2, "resnet-21");
    CommandLineRun.of("gpu-check", "--against", "gpu").refused(2, "gpu");
    CommandLineRun.of("gpu-check", "--backend", "cuda:precision=tf32", "--parts", "agreement")
        .refused(2, "comparison in fp32");
    CommandLineRun.of("gpu-check", "--steps", "0").refused(2, "--steps");
    CommandLineRun.of("gpu-check", "--replicates", "65").refused(2, "--replicates");
  }
}
