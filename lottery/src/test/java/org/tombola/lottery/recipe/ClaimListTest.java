package org.tombola.lottery.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombola.engine.UnknownName;

class ClaimListTest {
  private static final String WHOLE =
      "{id: a, text: It is so., statistic: test-accuracy, left: ticket, right: reinit,"
          + " density: 0.2, direction: greater, margin: 0.5, source: a paper, evidence: P}";

  private static List<Claim> read(String claims) {
    String yaml = "name: x\narms: [ticket, reinit]\nclaims: " + claims + "\n";
    return RecipeFile.parse(yaml.getBytes(StandardCharsets.UTF_8)).claims();
  }

  @Test
  void what_all_claims_have_is_said_once() {
    String yaml =
        "name: x\n"
            + "arms: [ticket, reinit]\n"
            + "claim: {level: 4, evidence: S}\n"
            + "claims:\n"
            + "  - {id: a, text: b, statistic: test-accuracy, left: ticket, constant: 1, direction:"
            + " less, source: c}\n"
            + "  - {id: d, text: b, statistic: test-accuracy, left: ticket, constant: 1, direction:"
            + " less, source: c, evidence: P}\n";
    List<Claim> claims = RecipeFile.parse(yaml.getBytes(StandardCharsets.UTF_8)).claims();
    assertEquals(new Claim.Level(4), claims.getFirst().place());
    assertEquals(List.of("S", "P"), claims.stream().map(Claim::evidence).toList());
  }

  @Test
  void every_key_has_its_place() {
    Claim claim = read("[" + WHOLE + "]").getFirst();
    assertEquals(
        new Claim(
            "a",
            "It is so.",
            new Claim.Statistic("", "test-accuracy", OptionalDouble.empty()),
            "ticket",
            Optional.of("reinit"),
            Double.NaN,
            new Claim.Density(0.2, ClaimList.TOLERANCE),
            Claim.Direction.GREATER,
            0.5,
            "a paper",
            "P",
            Claim.ANY),
        claim);
    assertEquals("> 0.5", claim.expected());
  }

  @Test
  void an_analysis_brings_statistics_of_its_own() {
    Claim claim =
        read("[{id: b, text: t, analysis: line, statistic: error, x: 0.5, left: dense,"
                + " constant: 3, level: 4, direction: within, margin: 2, source: s,"
                + " evidence: P-notes}]")
            .getFirst();
    assertEquals(new Claim.Statistic("line", "error", OptionalDouble.of(0.5)), claim.statistic());
    assertEquals(Optional.empty(), claim.right());
    assertEquals(3, claim.constant());
    assertEquals(new Claim.Level(4), claim.place());
    assertEquals("within 2 of 0", claim.expected());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // what is replaced in a good claim | by what | what the refusal says
        "margin: 0.5      | margn: 0.5        | did you mean 'margin'",
        "margin: 0.5      | margin: much      | claims.0.margin must be a number, not \"much\"",
        "margin: 0.5      | margin: .inf      | claims.0.margin must be a number",
        "left: ticket     | left: tickt       | did you mean 'ticket'",
        "right: reinit    | right: renit      | did you mean 'reinit'",
        "right: reinit    | level: 1          | either a density or a level",
        "right: reinit    | margin: 1         | not YAML",
        "right: reinit    | tolerance: 0.1    | claims.0.right must be given",
        "right: reinit    | 'right: dense, constant: 5' | claims.0.right must be given",
        "right: reinit    | right: 5          | claims.0.right must be a text, not 5",
        "density: 0.2     | density: 20       | claims.0.density must be above 0 and at most 1",
        "density: 0.2     | level: 1.5        | claims.0.level must be a whole number or best, not"
            + " 1.5",
        "density: 0.2     | level: 100        | claims.0.level must be in 0 .. 99",
        "density: 0.2     | 'density: 0.2, tolerance: 1' | claims.0.tolerance must be",
        "direction: greater | direction: more | claims.0.direction must be greater, less or",
        "direction: greater, margin: 0.5 | direction: within, margin: -1 | claims.0.margin must be",
        "statistic: test-accuracy | statistic: accuracy | claims.0.statistic must be early-stop",
        "evidence: P      | evidence: Q       | claims.0.evidence must be P, P-notes",
        "id: a            | id: A!            | claims.0.id must be lower-case",
        "source: a paper  | 'source: s, network: \"*net\"' | claims.0.network must be a network's"
            + " name",
        "text: It is so.  | text: ' '         | claims.0.text must be a sentence",
        "source: a paper, | ''                | claims.0 must have a source"
      })
  void refuses_naming_claim_and_key(String good, String bad, String reason) {
    assertTrue(WHOLE.contains(good), good);
    String claims = "[" + WHOLE.replace(good, bad == null ? "" : bad) + "]";
    var thrown = assertThrows(RuntimeException.class, () -> read(claims));
    assertTrue(thrown instanceof InvalidSettings || thrown instanceof UnknownName);
    String message = String.valueOf(thrown.getMessage());
    assertTrue(message.contains(reason), message);
  }

  @Test
  void may_be_about_some_networks() {
    Claim any = read("[" + WHOLE + "]").getFirst();
    assertTrue(any.isAbout("resnet-20") && any.isAbout("plain-20"));
    Claim some = read("[" + WHOLE.replace("margin", "network: resnet-*, margin") + "]").getFirst();
    assertTrue(some.isAbout("resnet-20"));
    assertFalse(some.isAbout("plain-20"));
    Claim one = read("[" + WHOLE.replace("margin", "network: resnet-2, margin") + "]").getFirst();
    assertFalse(one.isAbout("resnet-20"));
  }

  @Test
  void refuses_a_number_no_double_can_hold() {
    String huge = "9".repeat(400);
    var thrown =
        assertThrows(
            InvalidSettings.class,
            () -> read("[" + WHOLE.replace("margin: 0.5", "margin: " + huge) + "]"));
    assertTrue(String.valueOf(thrown.getMessage()).contains("claims.0.margin must be a number"));
  }

  @Test
  void refuses_what_is_no_list_of_claims() {
    assertThrows(InvalidSettings.class, () -> read("{a: 1}"));
    assertThrows(InvalidSettings.class, () -> read("[a]"));
    var twice = assertThrows(InvalidSettings.class, () -> read("[" + WHOLE + "," + WHOLE + "]"));
    assertTrue(String.valueOf(twice.getMessage()).contains("twice"));
  }

  @Test
  void recipes_that_follow_a_paper_claim_something() {
    for (String name : Recipes.names()) {
      assertEquals(name.equals("train"), Recipes.named(name).claims().isEmpty(), name);
    }
    assertFalse(Recipes.named("lth-lenet").claims().isEmpty());
  }
}
