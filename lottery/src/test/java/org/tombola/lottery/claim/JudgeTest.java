package org.tombola.lottery.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombola.lottery.arm.Arms;
import org.tombola.lottery.recipe.Claim;
import org.tombola.lottery.recipe.Claim.Best;
import org.tombola.lottery.recipe.Claim.Density;
import org.tombola.lottery.recipe.Claim.Direction;
import org.tombola.lottery.recipe.Claim.Level;
import org.tombola.lottery.recipe.Claim.Place;
import org.tombola.lottery.recipe.Claim.Statistic;
import org.tombola.lottery.recipe.Settings;

/// A claim can come out either way, and neither way.
class JudgeTest {
  private static final Statistic ACCURACY =
      new Statistic("", "test-accuracy", OptionalDouble.empty());

  private static Claim claim(String right, Place place, Direction direction, double margin) {
    return claim(ACCURACY, right, place, direction, margin);
  }

  private static Claim claim(
      Statistic statistic, String right, Place place, Direction direction, double margin) {
    return new Claim(
        "one",
        "It is so.",
        statistic,
        "ticket",
        Optional.of(right),
        Double.NaN,
        place,
        direction,
        margin,
        "a paper",
        "P",
        Claim.ANY);
  }

  private static Claim than(double constant, Direction direction, double margin) {
    return new Claim(
        "one",
        "It is so.",
        ACCURACY,
        "ticket",
        Optional.empty(),
        constant,
        new Level(2),
        direction,
        margin,
        "a paper",
        "P",
        Claim.ANY);
  }

  /// An arm's accuracies at a level, of seeds 0, 1, ...
  private static List<Measurement> arm(String arm, int level, double... values) {
    var measured = new ArrayList<Measurement>();
    for (int seed = 0; seed < values.length; seed++) {
      measured.add(
          new Measurement(
              "",
              "test-accuracy",
              arm,
              seed,
              level,
              Math.pow(0.8, level),
              Double.NaN,
              values[seed]));
    }
    return measured;
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static Judgement judge(Claim claim, List<Measurement>... arms) {
    var known =
        Arms.of(
            Settings.ofKeys(
                Map.of("arm.large.train.batch", "512", "arm.large-again.train.batch", "512")));
    return Judge.of(List.of(claim), known, List.of(arms).stream().flatMap(List::stream).toList())
        .getFirst();
  }

  private static double[] numbers(String text) {
    return List.of(text.split(" ")).stream().mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest
  @CsvSource({
    // the ticket's values, the control's, direction, margin, verdict
    "97 98 97, 90 92 91, GREATER, 0,   reproduced",
    "97 98 97, 90 92 91, GREATER, 5.5, reproduced",
    "97 98 97, 90 92 91, GREATER, 6.5, undecided",
    "97 98 97, 90 92 91, GREATER, 7.5, contradicted",
    "97 98 97, 90 92 91, LESS,    0,   contradicted",
    "97 98 97, 90 92 91, WITHIN,  1,   contradicted",
    "97 98 97, 90 92 91, WITHIN,  8,   reproduced",
    "97 98 97, 90 92 91, WITHIN,  6.5, undecided",
    "90 92 91, 97 98 97, GREATER, 0,   contradicted",
    "90 92 91, 97 98 97, LESS,    0,   reproduced",
    "90 92 91, 97 98 97, LESS,    5.5, reproduced",
    "90 92 91, 97 98 97, WITHIN,  1,   contradicted",
    "90 92 91, 97 98 97, GREATER, -8,  reproduced",
    "97 90 97, 90 97 91, GREATER, 0,   undecided",
    "97 90 97, 90 97 91, LESS,    0,   undecided",
    "97 97 97, 97 97 97, GREATER, 0,   undecided",
    "97 97 97, 97 97 97, WITHIN,  0,   reproduced"
  })
  void the_interval_and_the_margin_decide(
      String ticket, String control, Direction direction, double margin, String verdict) {
    Judgement judgement =
        judge(
            claim("reinit", new Level(2), direction, margin),
            arm("ticket", 2, numbers(ticket)),
            arm("reinit", 2, numbers(control)));
    assertEquals(verdict, judgement.verdict().toString(), judgement::toString);
    assertEquals(3, judgement.measured().orElseThrow().seeds());
  }

  @Test
  void seeds_are_paired_so_that_what_they_share_does_not_blur_the_difference() {
    // Every ticket beats its own control by 1; the seeds differ by 30.
    Judgement judgement =
        judge(
            claim("reinit", new Level(2), Direction.GREATER, 0.9),
            arm("ticket", 2, 61, 76, 91),
            arm("reinit", 2, 60, 75, 90));
    assertEquals(Verdict.REPRODUCED, judgement.verdict());
    var measured = judgement.measured().orElseThrow();
    assertEquals(1, measured.low());
    assertEquals(1, measured.high());
    assertEquals(76, measured.left());
    assertEquals(75, measured.right());
  }

  @Test
  void a_seed_that_only_one_arm_has_does_not_count() {
    Judgement judgement =
        judge(
            claim("reinit", new Level(2), Direction.GREATER, 0),
            arm("ticket", 2, 90, 90, 90, 10),
            arm("reinit", 2, 80, 80));
    assertEquals(2, judgement.measured().orElseThrow().seeds());
    assertEquals(10, judgement.measured().orElseThrow().difference());
  }

  @Test
  void one_seed_decides_nothing() {
    Judgement judgement =
        judge(
            claim("reinit", new Level(2), Direction.GREATER, 0),
            arm("ticket", 2, 90),
            arm("reinit", 2, 10));
    assertEquals(Verdict.UNDECIDED, judgement.verdict());
    assertEquals(80, judgement.measured().orElseThrow().difference());
    assertEquals("one seed decides nothing", judgement.why());
  }

  @Test
  void an_arm_is_held_against_a_number() {
    assertEquals(
        Verdict.REPRODUCED,
        judge(than(90, Direction.WITHIN, 1), arm("ticket", 2, 90.2, 90.8)).verdict());
    assertEquals(
        Verdict.CONTRADICTED,
        judge(than(90, Direction.GREATER, 2), arm("ticket", 2, 90.2, 90.8)).verdict());
  }

  @Test
  void the_dense_network_is_level_0_of_whichever_arm_trained_it() {
    Claim claim = claim(Claim.DENSE, new Level(2), Direction.LESS, 0);
    var ticket = arm("ticket", 2, 90, 91);
    assertEquals(
        95, judge(claim, ticket, arm("ticket", 0, 95, 95)).measured().orElseThrow().right());
    assertEquals(
        96,
        judge(claim, ticket, arm("ticket", 0, 95, 95), arm("dense", 0, 96, 96))
            .measured()
            .orElseThrow()
            .right());
    assertEquals("nobody measured test-accuracy of the dense network", judge(claim, ticket).why());
  }

  @Test
  void the_dense_networks_of_an_arm_may_be_others_than_everybodys() {
    Judgement own =
        judge(
            claim("dense of large", new Level(2), Direction.GREATER, 0),
            arm("ticket", 0, 99, 99),
            arm("ticket", 2, 64, 64),
            arm("large", 0, 50, 50));
    assertEquals(14, own.measured().orElseThrow().difference());
    Judgement again =
        judge(
            claim("dense of large", new Level(2), Direction.GREATER, 0),
            arm("ticket", 0, 60, 60),
            arm("ticket", 2, 64, 64),
            arm("large-again", 0, 51, 51));
    assertEquals(13, again.measured().orElseThrow().difference(), "one that is trained alike");
    assertEquals(
        "nobody measured test-accuracy of the dense network of arm 'large'",
        judge(
                claim("dense of large", new Level(2), Direction.GREATER, 0),
                arm("ticket", 0, 60, 60),
                arm("ticket", 2, 64, 64))
            .why());
    Judgement shared =
        judge(
            claim("dense of reinit", new Level(2), Direction.GREATER, 0),
            arm("ticket", 0, 60, 60),
            arm("ticket", 2, 64, 64));
    assertEquals(4, shared.measured().orElseThrow().difference());
  }

  @Test
  void the_level_nearest_in_density_is_taken() {
    Judgement judgement =
        judge(
            claim("reinit", new Density(0.5, 0.12), Direction.GREATER, 0),
            arm("ticket", 2, 64, 64),
            arm("ticket", 3, 51, 51),
            arm("ticket", 4, 41, 41),
            arm("reinit", 3, 50, 50));
    assertEquals(51, judgement.measured().orElseThrow().left());
    assertEquals(3, judgement.measured().orElseThrow().level());
  }

  @Test
  void the_best_level_is_each_arms_and_seeds_own_and_not_the_dense_network() {
    Claim best = claim("reinit", new Best(), Direction.GREATER, 0);
    Judgement judgement =
        judge(
            best,
            arm("ticket", 0, 99, 99),
            arm("ticket", 2, 64, 70),
            arm("ticket", 3, 66, 60),
            arm("reinit", 1, 50, 50),
            arm("reinit", 4, 40, 51));
    var comparison = judgement.measured().orElseThrow();
    assertEquals((66 + 70) / 2.0, comparison.left());
    assertEquals((50 + 51) / 2.0, comparison.right());
    assertEquals(3, comparison.level(), "of the first seed");
    assertEquals(
        "nobody measured arm 'ticket' at a level above 0",
        judge(best, arm("ticket", 0, 99, 99), arm("reinit", 1, 50, 50)).why());
  }

  @Test
  void says_what_was_measured_where_the_claim_finds_nothing() {
    var ticket = arm("ticket", 2, 90, 91);
    Claim near = claim("reinit", new Density(0.5, 0.12), Direction.GREATER, 0);
    assertEquals(
        "nobody measured arm 'ticket' at density 50.0 %; the nearest is 64.0 %, level 2",
        judge(near, ticket).why());
    Claim absent = claim("reinit", new Level(2), Direction.GREATER, 0);
    assertEquals(
        "nobody measured test-accuracy of arm 'reinit'; arms here: ticket",
        judge(absent, ticket).why());
    Claim level = claim("reinit", new Level(5), Direction.GREATER, 0);
    assertEquals(
        "nobody measured arm 'ticket' at level 5; levels here: 2", judge(level, ticket).why());
    assertEquals("nobody measured test-accuracy", judge(level).why());
    Judgement strangers =
        judge(absent, arm("ticket", 2, 90, Double.NaN), arm("reinit", 2, Double.NaN, 80));
    assertEquals("no seed has both 'ticket' and 'reinit'", strangers.why());
    assertEquals(Verdict.UNDECIDED, strangers.verdict());
    assertTrue(strangers.measured().isEmpty());
  }

  @Test
  void a_curve_of_an_analysis_is_read_at_the_claimed_point() {
    var curve = new ArrayList<Measurement>();
    for (String arm : List.of("ticket", "reinit")) {
      for (int seed = 0; seed < 2; seed++) {
        for (double x : new double[] {0, 0.5, 1}) {
          double bump = arm.equals("reinit") ? x * (1 - x) : 0;
          curve.add(new Measurement("line", "error", arm, seed, 2, 0.64, x, 0.1 + bump));
        }
      }
    }
    var middle = new Statistic("line", "error", OptionalDouble.of(0.5));
    assertEquals(
        Verdict.REPRODUCED,
        judge(claim(middle, "reinit", new Level(2), Direction.LESS, 0.2), curve).verdict());
    var end = new Statistic("line", "error", OptionalDouble.of(1));
    assertEquals(
        Verdict.CONTRADICTED,
        judge(claim(end, "reinit", new Level(2), Direction.LESS, 0.2), curve).verdict());
    var whole = new Statistic("line", "error", OptionalDouble.empty());
    assertTrue(
        judge(claim(whole, "reinit", new Level(2), Direction.LESS, 0.2), curve)
            .why()
            .contains("must name an x"));
  }
}
