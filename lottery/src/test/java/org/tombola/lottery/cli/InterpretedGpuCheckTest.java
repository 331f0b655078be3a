package org.tombola.lottery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.tombola.kernels.cuda.InterpretedBackend;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/// `gpu-check` from end to end where there is no GPU: the kernels that ship, run by the
/// interpreter.
class InterpretedGpuCheckTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static String check(String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var terminal = Terminal.plain(new PrintWriter(out), new PrintWriter(err));
    var command = new GpuCheckCommand(terminal, InterpretedBackend::open);
    int code = new CommandLine(command).setErr(terminal.err()).execute(args);
    assertEquals(0, code, () -> out + "\n" + err);
    return out.toString();
  }

  /// In bfloat16; in every precision with `-Dtombola.slow=true`.
  @Test
  void every_verb_agrees() {
    boolean slow = Boolean.getBoolean("tombola.slow");
    String backend = slow ? "cuda" : "cuda:precision=bf16";
    var report = JSON.readTree(check("--backend", backend, "--parts", "verbs", "--json"));
    int verbs = VerbCases.exact().size() + VerbCases.products().size();
    assertEquals(slow ? 3 * verbs : verbs, report.get("verbs").size());
    assertTrue(report.get("ok").asBoolean(), report::toString);
  }

  @Test
  void products_traffic_and_training_are_measured() {
    String[] args = {
      "--backend", "cuda:precision=tf32", "--parts", "speed,training", "--sizes", "16,33",
      "--images", "1", "--networks", "lenet-300-100", "--seconds", "0.01"
    };
    String out = check(args);
    for (String what : new String[] {"matmul 33", "copy", "batchNorm", "lenet-300-100"}) {
      assertTrue(out.contains(what), out);
    }
    assertTrue(out.contains("interpreter of PTX"), out);
    assertTrue(out.contains("% of cuBLAS") && out.contains("% of copy"), out);
  }

  /// In float32: the CPU's kernels on one side, those for a GPU on the other.
  @Test
  void a_training_agrees_with_the_cpu_and_repeats() {
    var report =
        JSON.readTree(
            check(
                "--backend",
                "cuda:precision=fp32",
                "--parts",
                "agreement,replicates",
                "--steps",
                "6",
                "--agreeing",
                "lenet-300-100",
                "--replicates",
                "2",
                "--seconds",
                "0.01",
                "--json"));
    var verdict = report.get("agreement").get(0);
    assertTrue(verdict.get("ok").asBoolean(), report::toString);
    assertTrue(verdict.get("repeats").asBoolean(), report::toString);
    assertEquals(2, report.get("speed").size(), report::toString);
  }

  /// The real cuBLAS needs a GPU; the way to it does not.
  @Test
  void cublas_is_measured_under_its_name() {
    String[] args = {
      "--backend",
      "cuda:gemm=cublas",
      "--parts",
      "speed",
      "--sizes",
      "33",
      "--images",
      "1",
      "--seconds",
      "0.01"
    };
    String out = check(args);
    assertTrue(out.startsWith("cuda:gemm=cublas: interpreter of PTX"), out);
    assertTrue(out.contains("products in fp32, of matrices by cuBLAS"), out);
    assertTrue(out.contains("matmul 33"), out);
  }
}
