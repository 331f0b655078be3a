package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tombola.lottery.claim.Prize;

/// Whether a ticket wins: test accuracies of tickets, of the same mask with redrawn weights, of the
/// dense network and of a small dense one, each at several learning rates (Ma et al. 2021, "Sanity
/// Checks for Lottery Tickets", section 3). What that amounts to says [Prize].
///
/// The networks come in fours, `TICKET REINIT DENSE SMALL`, those of one rate after another.
record Jackpot() implements Analysis {
  private static final List<String> FOUR = Prize.NETWORKS;

  @Override
  public Question question() {
    return Question.of(
            "jackpot", "tickets, redrawn, dense and small dense networks at several learning rates")
        .networks(FOUR.size())
        .andMore(FOUR.size());
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    var findings = new ArrayList<Finding>();
    var accuracies = new ArrayList<SortedMap<Double, Double>>();
    for (int kind = 0; kind < FOUR.size(); kind++) {
      var byRate = new TreeMap<Double, Double>();
      for (int i = kind; i < subjects.size(); i += FOUR.size()) {
        Subject subject = subjects.get(i);
        byRate.put(subject.rate(), 100 * instruments.tested(subject.weights()).accuracy());
      }
      String name = FOUR.get(kind);
      byRate.forEach((rate, accuracy) -> findings.add(new Finding(name, rate, accuracy)));
      accuracies.add(byRate);
    }
    double density = subjects.getFirst().mask().density();
    var prize =
        new Prize(
            density, accuracies.get(0), accuracies.get(1), accuracies.get(2), accuracies.get(3));
    double best = Prize.best(prize.ticket());
    findings.add(Finding.of("over-small-dense", best - Prize.best(prize.small())));
    findings.add(Finding.of("over-reinit", best - Prize.best(prize.reinit())));
    if (!prize.gaps().isEmpty()) {
      findings.add(Finding.of("over-dense-at-the-same-rate", Prize.best(prize.gaps())));
    }
    findings.add(Finding.of("over-best-dense", best - Prize.best(prize.dense())));
    return findings;
  }
}
