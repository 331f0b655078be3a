package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.lottery.claim.Measurement;

class PrizesTest {
  private static void put(
      List<Measurement> into, int level, double density, String statistic, double... atRates) {
    double[] rates = {0.01, 0.1};
    for (int i = 0; i < atRates.length; i++) {
      // Two seeds around the mean.
      for (int seed = 0; seed < 2; seed++) {
        double value = atRates[i] + (seed == 0 ? 0.25 : -0.25);
        into.add(
            new Measurement("rounds", statistic, "low", seed, level, density, rates[i], value));
      }
    }
  }

  @Test
  void a_sentence_for_every_sparsity_with_the_evidence() {
    var all = new ArrayList<Measurement>();
    all.add(new Measurement("other", "l2", "low", 0, 1, 0.5, Double.NaN, 3));
    for (int level : new int[] {1, 2}) {
      double density = level == 1 ? 0.5 : 0.086;
      put(all, level, density, "ticket", 89.7, 87.3);
      put(all, level, density, "reinit", 82.9, 87);
      put(all, level, density, "dense", 90, 92.4);
      put(all, level, density, "small-dense", 85, 86);
      all.add(new Measurement("rounds", "over-reinit", "low", 0, level, density, Double.NaN, 2.7));
    }
    String rest =
        " (2) yes: small dense 86.00 at 0.1, (3) yes: redrawn 87.00 at 0.1,"
            + " (4) yes: dense at the same rate -0.30 at 0.01, (5) no: dense 92.40 at 0.1.";
    assertEquals(
        List.of(
            "rounds, 50.0 % of the weights: none. Ticket 89.70 at 0.01 (2 seeds; best rate of"
                + " each): (1) no: sparsity 50.0 %,"
                + rest,
            "rounds, 8.6 % of the weights: secondary prize. Ticket 89.70 at 0.01 (2 seeds; best"
                + " rate of each): (1) yes: sparsity 91.4 %,"
                + rest),
        Prizes.sentences(all, "cifar-10"));
  }
}
