package org.tombola.lottery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `claims` on a run whose results are then replaced by made-up ones.
class ClaimsTest {
  private static final String RECIPE =
      """
      name: mine
      dataset: xor
      arms: [ticket, reinit]
      seeds: 0-1
      levels: 1
      train: {batch: 2, iterations: 4, evaluate-every: 2}
      data: {validation: 1}
      claims:
        - id: beats-reinit
          text: A ticket is more accurate than its control.
          statistic: test-accuracy
          left: ticket
          right: reinit
          level: 1
          direction: greater
          margin: 2
          source: a paper
          evidence: X
        - id: flat-line
          text: Nothing rises between two tickets.
          analysis: line
          statistic: error
          x: 0.5
          left: ticket
          constant: 0.1
          density: 0.8
          direction: within
          margin: 0.05
          source: a paper
          evidence: X
      """;

  @TempDir Path dir;
  private Path folder = Path.of("");

  @BeforeEach
  void run() throws IOException {
    folder = dir.resolve("run");
    Path recipe = Files.writeString(dir.resolve("mine.yaml"), RECIPE);
    CommandLineRun.of("run", recipe.toString(), "--out", folder.toString()).succeeded();
    Files.delete(recipe);
  }

  private void results(double ticket, double reinit) throws IOException {
    var csv =
        new StringBuilder(
            "arm,seed,level,density,early_stop_step,early_stop_accuracy,test_accuracy\n");
    for (int seed = 0; seed < 3; seed++) {
      csv.append("ticket,%d,1,0.8,9,0.5,%s\n".formatted(seed, ticket + 0.01 * seed));
      csv.append("reinit,%d,1,0.8,9,0.5,%s\n".formatted(seed, reinit));
    }
    Files.writeString(folder.resolve("results.csv"), csv);
  }

  private void analyses(double first, double second) throws IOException {
    Files.writeString(
        folder.resolve("analyses.csv"),
        """
        analysis,arm,seed,level,density,statistic,x,value
        line,ticket,0,1,0.8,error,0.5,%s
        line,ticket,1,1,0.8,error,0.5,%s
        line,ticket,1,1,0.8,error,1,0.1
        """
            .formatted(first, second));
  }

  private String said(String... more) {
    String[] args = new String[2 + more.length];
    args[0] = "claims";
    args[1] = folder.toString();
    System.arraycopy(more, 0, args, 2, more.length);
    var run = CommandLineRun.of(args);
    run.succeeded();
    return run.out();
  }

  @Test
  void exits_0_whatever_the_verdict() throws IOException {
    analyses(0.1, 0.12);
    results(0.9, 0.8);
    String good = said();
    assertTrue(good.contains("reproduced   beats-reinit"), good);
    assertTrue(good.contains("reproduced   flat-line"), good);
    assertTrue(good.contains("2 reproduced, 0 contradicted, 0 undecided"), good);
    assertTrue(
        good.contains("11.00, 95 % [10.00, 12.00], claimed > 2, 80.0 % left, 3 seeds"), good);
    analyses(0.4, 0.5);
    results(0.8, 0.9);
    assertTrue(said().contains("0 reproduced, 2 contradicted, 0 undecided"), said());
    analyses(0.1, 0.5);
    results(0.81, 0.8);
    String unsure = said();
    assertTrue(unsure.contains("0 reproduced, 0 contradicted, 2 undecided"), unsure);
    assertTrue(unsure.contains("the interval reaches over the margin"), unsure);
  }

  @Test
  void the_same_results_give_the_same_bytes() throws IOException {
    results(0.9, 0.8);
    assertEquals(said("--json"), said("--json"));
  }

  @Test
  void json_has_every_number() throws IOException {
    results(0.9, 0.8);
    JsonNode json = new JsonMapper().readTree(said("--json"));
    assertEquals("mine", json.get("recipe").asString());
    JsonNode claim = json.at("/claims/0");
    assertEquals("reproduced", claim.get("verdict").asString());
    assertEquals(11, claim.get("difference").asDouble(), 1e-9);
    assertEquals(10, claim.get("low").asDouble(), 1e-9);
    assertEquals(91, claim.get("left_mean").asDouble(), 1e-9);
    assertEquals(3, claim.get("seeds").asInt());
    assertEquals("greater", claim.get("direction").asString());
    assertEquals("undecided", json.at("/claims/1/verdict").asString());
    assertEquals("nobody measured line error at x = 0.5", json.at("/claims/1/why").asString());
  }

  @Test
  void a_claim_asked_for_by_name_must_have_been_measured() throws IOException {
    results(0.9, 0.8);
    assertFalse(said("beats-reinit").contains("flat-line"));
    String at = folder.toString();
    CommandLineRun.of("claims", at, "flat-line").refused(1, "flat-line", "nobody measured");
    CommandLineRun.of("claims", at, "flatline").refused(2, "'flatline'", "'flat-line'");
  }

  @Test
  void another_recipes_claims_can_be_asked_for() throws IOException {
    results(0.9, 0.8);
    String lenet = said("--recipe", "lth-lenet");
    assertTrue(lenet.contains("ticket-stops-earlier"), lenet);
    assertTrue(lenet.contains("nearest is 80.0 %, level 1"), lenet);
    CommandLineRun.of("claims", folder.toString(), "--recipe", "lth-lent")
        .refused(2, "'lth-lent'", "'lth-lenet'");
    assertEquals("the recipe 'train' claims nothing\n", said("--recipe", "train"));
  }

  @Test
  void refuses_what_is_no_run_or_of_an_unknown_recipe() throws IOException {
    CommandLineRun.of("claims", dir.resolve("absent").toString()).refused(1, "no run folder");
    Files.delete(folder.resolve("recipe.yaml"));
    CommandLineRun.of("claims", folder.toString()).refused(1, "'mine'", "--recipe");
    analyses(0.1, 0.1);
    Path csv = folder.resolve("analyses.csv");
    Files.writeString(csv, Files.readString(csv).replace("0.5,0.1", "0.5,low"));
    CommandLineRun.of("claims", folder.toString()).refused(1, "analyses.csv line 2", "'low'");
  }

  @Test
  void a_run_of_the_programs_own_recipe_needs_no_copy() {
    Path own = dir.resolve("own");
    CommandLineRun.of(
            "run",
            "--dataset",
            "xor",
            "--out",
            own.toString(),
            "--levels",
            "1",
            "--set",
            "data.validation=1",
            "train.batch=2",
            "train.iterations=2",
            "train.evaluate-every=1")
        .succeeded();
    assertFalse(Files.exists(own.resolve("recipe.yaml")));
    var run = CommandLineRun.of("claims", own.toString());
    run.succeeded();
    assertTrue(run.out().contains("ticket-stops-earlier"), run.out());
  }
}
