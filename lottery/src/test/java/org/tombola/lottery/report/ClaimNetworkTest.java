package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.tombola.lottery.arm.Arms;
import org.tombola.lottery.claim.Judgement;
import org.tombola.lottery.claim.Verdict;
import org.tombola.lottery.recipe.Claim;
import org.tombola.lottery.recipe.Settings;

/// Claims about some networks, held against a run of lenet-300-100.
class ClaimNetworkTest {
  private static Judgement judged(String network) {
    var claim =
        new Claim(
            "one",
            "It is so.",
            new Claim.Statistic("", "test-accuracy", OptionalDouble.empty()),
            "ticket",
            Optional.of("reinit"),
            Double.NaN,
            new Claim.Level(1),
            Claim.Direction.GREATER,
            0,
            "a paper",
            "P",
            network);
    var rows = Rows.of(Rows.level("ticket", 1, 9, 0.9, 0.91), Rows.level("reinit", 1, 9, 0.8, 0.8));
    return RunClaims.judge(List.of(claim), Arms.of(Settings.ofKeys(Map.of())), rows, List.of())
        .getFirst();
  }

  @Test
  void decide_about_theirs_only() {
    assertEquals(Verdict.REPRODUCED, judged("lenet-*").verdict());
    Judgement other = judged("resnet-*");
    assertEquals(Verdict.UNDECIDED, other.verdict());
    assertTrue(other.measured().isEmpty());
    assertEquals(
        "it is about the networks resnet-*, and this run is of lenet-300-100", other.why());
  }
}
