package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.List;
import org.tombola.lottery.analysis.Question.Want;

/// Whether the solutions of pruning rounds lie in one basin (Maene, Li and Moens 2021): of a
/// network and each of those that were pruned on the way to it, what the test error does on the
/// line between them, and how far apart they are as directions. Both are restricted to the smaller
/// mask, so that an earlier network is seen without the weights that went since. Nobody trained it
/// without them, so its end of the line may be the highest, and then the barrier over the mean of
/// the ends is half of what pruning did to it; the rise over the straight line between the ends'
/// errors is what lies between the two.
record Rounds() implements Analysis {
  private static final double RIGHT_ANGLE = 90;

  @Override
  public Question question() {
    return Question.of(
            "rounds",
            "barrier and angular distance from a network to those it was pruned from, round by"
                + " round")
        .wanting(Want.ROUNDS);
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    Subject last = subjects.getFirst();
    var findings = new ArrayList<Finding>();
    for (Subject earlier : subjects.subList(1, subjects.size())) {
      var restricted = last.mask().apply(earlier.weights());
      var line = Instability.line(restricted, last.weights(), instruments);
      // (2/π) · the angle: 0 for one direction, 1 for directions that have nothing in common.
      double angle = Distance.apart(last, earlier).degrees() / RIGHT_ANGLE;
      if (findings.isEmpty()) {
        findings.add(Finding.of("barrier-to-previous", line.barrier()));
        findings.add(Finding.of("rise-to-previous", line.rise()));
        findings.add(Finding.of("angular-distance-to-previous", angle));
      }
      findings.add(new Finding("barrier-from-round", earlier.level(), line.barrier()));
      findings.add(new Finding("angular-distance-from-round", earlier.level(), angle));
    }
    return findings;
  }
}
