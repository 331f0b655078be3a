package org.tombola.lottery.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tombola.lottery.claim.Prize.Won;

/// Verdicts on made-up accuracies; the first is the jackpot, the others each miss something.
class PrizeTest {
  private static final double ALIKE = Prize.alike("cifar-10");

  private static SortedMap<Double, Double> at(double low, double high) {
    var rates = new TreeMap<Double, Double>();
    rates.put(0.01, low);
    rates.put(0.1, high);
    return rates;
  }

  private static Prize prize(
      double density,
      SortedMap<Double, Double> ticket,
      SortedMap<Double, Double> reinit,
      SortedMap<Double, Double> dense,
      SortedMap<Double, Double> small) {
    return new Prize(density, ticket, reinit, dense, small);
  }

  @Test
  void all_five_are_the_jackpot() {
    Prize prize = prize(0.1, at(91, 92), at(90, 91), at(90, 92.4), at(88, 91));
    assertEquals(List.of(true, true, true, true, true), prize.conditions(ALIKE));
    assertEquals(Won.JACKPOT, prize.won(ALIKE));
    assertEquals("jackpot", prize.won(ALIKE).toString());
  }

  @Test
  void all_but_the_best_dense_network_are_the_secondary_prize() {
    // As good as the dense network at 0.01, a point below it at 0.1.
    Prize prize = prize(0.086, at(89.7, 87.3), at(82.9, 87), at(90, 92.4), at(85, 86));
    assertEquals(List.of(true, true, true, true, false), prize.conditions(ALIKE));
    assertEquals(Won.SECONDARY, prize.won(ALIKE));
    assertEquals(0.01, Prize.rate(prize.ticket()));
    assertEquals(-0.3, prize.gaps().get(0.01), 1e-9);
  }

  @Test
  void each_of_the_others_missed_is_nothing() {
    var ticket = at(91, 92);
    var reinit = at(90, 91);
    var dense = at(90, 92);
    var small = at(88, 91);
    assertEquals(Won.NONE, prize(0.41, ticket, reinit, dense, small).won(ALIKE), "59 % sparsity");
    assertEquals(Won.JACKPOT, prize(0.4, ticket, reinit, dense, small).won(ALIKE), "60 %");
    assertEquals(
        Won.NONE, prize(0.1, ticket, reinit, dense, at(91.5, 80)).won(ALIKE), "small dense");
    assertEquals(
        Won.NONE, prize(0.1, ticket, at(91.6, 80), dense, small).won(ALIKE), "redrawn, any rate");
    assertEquals(Won.NONE, prize(0.1, ticket, reinit, at(91.6, 92.6), small).won(ALIKE), "no rate");
    assertEquals(
        List.of(true, true, true, true, true),
        prize(0.1, ticket, at(80, 91.4), at(91.5, 92.5), small).conditions(ALIKE),
        "half a point is alike, six tenths are clear");
  }

  @Test
  void what_is_alike_is_wider_where_accuracies_are() {
    var ticket = at(70, 71);
    var missed = new Prize(0.1, ticket, at(60, 60), at(70.2, 71.8), at(60, 60));
    assertEquals(Won.SECONDARY, missed.won(ALIKE));
    double alike = Prize.alike("cifar-100");
    assertEquals(1, alike);
    assertEquals(
        Won.JACKPOT, new Prize(0.1, ticket, at(60, 60), at(70.2, 71.8), at(60, 60)).won(alike));
  }

  @Test
  void rates_only_one_of_them_had_are_not_compared() {
    var other = new TreeMap<Double, Double>();
    other.put(0.05, 90.0);
    Prize prize = prize(0.1, at(91, 92), at(80, 80), other, at(80, 80));
    assertEquals(0, prize.gaps().size());
    assertEquals(Won.NONE, prize.won(ALIKE));
    assertThrows(
        IllegalArgumentException.class,
        () -> prize(0.1, at(91, 92), new TreeMap<>(), other, at(80, 80)));
  }
}
