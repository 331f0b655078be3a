package org.tombola.lottery.recipe;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What `run` alone runs.
class FirstExperimentTest {
  private static final Recipe LENET = Recipes.named("lth-lenet");
  private static final Settings QUICK = LENET.settings("quick", new LinkedHashMap<>());

  /// Every claim is about cells that are there, on both of its sides.
  @Test
  void it_measures_all_that_the_paper_claims() {
    for (Claim claim : LENET.claims()) {
      for (String arm : List.of(claim.left(), claim.right().orElse("dense"))) {
        assertTrue(
            claim.place() instanceof Claim.Density(double share, double tolerance)
                && levels(arm).stream()
                    .anyMatch(level -> Math.abs(density(level) - share) <= tolerance * share),
            () -> claim.id() + ": no cell of " + arm + " at " + claim.place());
      }
    }
  }

  /// The dense network is at hand at every density.
  private static List<Integer> levels(String arm) {
    List<Integer> all = IntStream.rangeClosed(1, QUICK.levels()).boxed().toList();
    if (arm.equals("dense")) {
      return all;
    }
    assertTrue(QUICK.arms().contains(arm), arm);
    var its = QUICK.arm().get(arm);
    return its == null || its.levels().isEmpty() ? all : its.levels();
  }

  private static double density(int level) {
    double hidden = 784 * 300 + 300 * 100;
    double output = 100 * 10;
    return (hidden * Math.pow(1 - QUICK.prune().fraction(), level)
            + output * Math.pow(1 - QUICK.prune().outputFraction(), level))
        / (hidden + output);
  }
}
