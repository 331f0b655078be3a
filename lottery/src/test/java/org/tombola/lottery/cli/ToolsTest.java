package org.tombola.lottery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.lottery.recipe.Claim;
import org.tombola.lottery.recipe.Recipes;
import tools.jackson.databind.json.JsonMapper;

/// The commands beside `run`: what they print, for people and for programs.
class ToolsTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void lists_everything_or_one_kind() {
    var all = CommandLineRun.of("list");
    all.succeeded();
    for (String name : List.of("lth-lenet", "lenet-300-100", "digits", "magnitude", "rearranged")) {
      assertTrue(all.out().contains(name), name);
    }
    var networks = CommandLineRun.of("list", "networks");
    networks.succeeded();
    assertTrue(networks.out().contains("lenet-300-100"));
    assertFalse(networks.out().contains("digits"));
  }

  /// The registry: recipe, claim, statement, source and evidence, a line each.
  @Test
  void lists_the_claims_of_all_recipes_if_asked() {
    var run = CommandLineRun.of("list", "claims");
    run.succeeded();
    List<String> lines =
        run.out().lines().map(line -> line.strip().replaceAll("  +", "|")).toList();
    int claims = 0;
    for (String name : Recipes.names()) {
      for (Claim claim : Recipes.named(name).claims()) {
        assertTrue(
            lines.contains(
                "%s %s|%s %s [%s]"
                    .formatted(name, claim.id(), claim.text(), claim.source(), claim.evidence())),
            () -> name + " " + claim.id());
        claims++;
      }
    }
    assertEquals(claims, lines.size());
    assertTrue(claims > 100, () -> "claims in " + lines);
    assertFalse(CommandLineRun.of("list").out().contains("ticket-stops-earlier"));
  }

  @Test
  void the_doctor_speaks_json() {
    var run = CommandLineRun.of("doctor", "--json");
    run.succeeded();
    var report = JSON.readTree(run.out());
    assertTrue(report.get("cores").asInt() >= 1);
    assertTrue(report.get("simd_bits").asInt() >= 128, run.out());
    assertTrue(report.get("backends").size() >= 2, run.out());
    for (var backend : report.get("backends")) {
      assertFalse(backend.get("detail").asString().isEmpty(), run.out());
    }
    assertEquals("digits", report.get("data").get(0).get("name").asString());
  }

  @Test
  void the_doctor_speaks_to_people() {
    var run = CommandLineRun.of("doctor");
    run.succeeded();
    assertTrue(run.out().contains("backends") && run.out().contains("reference"), run.out());
    assertTrue(run.out().contains("bits, the widest of this processor"), run.out());
    assertTrue(run.out().contains("Winograd F(4x4,3x3) from 16 channels"), run.out());
  }

  @Test
  void data_are_listed_with_their_folder(@TempDir Path dir) {
    var run = CommandLineRun.of("data", "list", "--data-dir", dir.toString());
    run.succeeded();
    assertTrue(run.out().contains("not in " + dir), run.out());
    assertTrue(run.out().contains("part of the program"), run.out());
  }

  @Test
  void verify_fails_where_files_are_missing(@TempDir Path dir) {
    var run = CommandLineRun.of("data", "verify", "mnist", "--data-dir", dir.toString());
    assertEquals(1, run.code());
    assertTrue(run.out().contains("missing"), run.out());
    assertEquals(0, CommandLineRun.of("data", "verify", "digits").code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adam"})
  void throughput_counts_whole_steps(String optimizer) {
    var run =
        CommandLineRun.of(
            "throughput", "lenet-300-100", "--seconds", "0.1", "--json", "--optimizer", optimizer);
    run.succeeded();
    var report = JSON.readTree(run.out());
    double median = report.get("images_per_second").asDouble();
    assertTrue(report.get("min").asDouble() <= median, run.out());
    assertTrue(median > 0 && median <= report.get("max").asDouble(), run.out());
    assertEquals(60, report.get("batch").asInt());
    assertEquals(optimizer.equals("sgd") ? 1e-3 : 1.2e-3, report.get("lr").asDouble());
    assertTrue(report.get("first_step_seconds").asDouble() > 0, run.out());
    assertTrue(report.get("allocated_bytes_per_step").asLong() > 0, run.out());
  }

  @Test
  void throughput_takes_image_networks_and_other_settings() {
    String options = "--batch 4 --seconds 0.1 --json --lr 0.01 --momentum 0.5 --weight-decay 0";
    var run = CommandLineRun.of(("throughput resnet-8 " + options).split(" ", -1));
    run.succeeded();
    var report = JSON.readTree(run.out());
    assertTrue(report.get("images_per_second").asDouble() > 0, run.out());
    assertEquals(4, report.get("batch").asInt());
    assertEquals(0.01, report.get("lr").asDouble());
    assertEquals(0.5, report.get("momentum").asDouble());
    assertEquals(0, report.get("weight_decay").asDouble());
  }

  @Test
  void throughput_refuses_what_cannot_be() {
    CommandLineRun.of("throughput", "conv-2", "--optimizer", "adam", "--momentum", "0.9")
        .refused(2, "--momentum is for --optimizer sgd");
    CommandLineRun.of("throughput", "conv-2", "--momentum", "2").refused(2, "momentum");
    CommandLineRun.of("throughput", "conv-2", "--lr", "fast").refused(2, "'fast' is not a number");
  }

  @Test
  void a_median_of_windows_is_the_middle_one() {
    var odd = measured(window(9, 500), window(1, 70_000), window(2, 300));
    assertEquals(2, odd.median());
    assertEquals(500, odd.allocatedPerStep());
    assertEquals(1, odd.min());
    assertEquals(9, odd.max());
    var even = measured(window(4, -1), window(1, -1), window(2, -1), window(9, -1));
    assertEquals(3, even.median());
    assertEquals(-1, even.allocatedPerStep());
  }

  private static Throughput.Measured measured(Throughput.Window... windows) {
    return new Throughput.Measured(List.of(windows), 0);
  }

  private static Throughput.Window window(double imagesPerSecond, long allocated) {
    return new Throughput.Window(imagesPerSecond, allocated);
  }

  @Test
  void a_command_is_quoted_as_a_shell_wants_it() {
    assertEquals(
        "java -jar lottery/target/lottery.jar run --out 'it'\\''s here' a=1",
        CommandText.of(List.of("run", "--out", "it's here", "a=1")));
  }
}
