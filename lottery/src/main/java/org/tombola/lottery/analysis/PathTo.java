package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.List;
import org.tombola.lottery.analysis.Question.Want;
import org.tombola.lottery.train.Evaluator;
import org.tombola.nn.Weights;

/// Where a network is, at its start and at its end, as seen from a solution: how far away, and what
/// the training loss is on the line there and a little beyond (Evci et al. 2022, the ticket and the
/// pruning solution).
record PathTo() implements Analysis {
  private static final double BEYOND = 0.2;

  @Override
  public Question question() {
    return Question.of(
            "path", "distances and training loss from a network's start and end to another network")
        .networks(2)
        .wanting(Want.COURSE);
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    Subject a = subjects.getFirst();
    Subject solution = subjects.getLast();
    Weights start = a.course().getFirst().weights();
    var findings = new ArrayList<Finding>();
    findings.addAll(distances(start, solution, "start"));
    findings.addAll(distances(a.weights(), solution, "end"));
    Evaluator loss = instruments.someTraining();
    int points = instruments.settings().points();
    for (int i = 0; i < points; i++) {
      double alpha = -BEYOND + (1 + 2 * BEYOND) * i / (points - 1);
      findings.add(at(alpha, start, solution, loss, instruments, "loss-line-from-start"));
      findings.add(at(alpha, a.weights(), solution, loss, instruments, "loss-line-from-end"));
    }
    return findings;
  }

  private static Finding at(
      double alpha,
      Weights from,
      Subject to,
      Evaluator loss,
      Instruments instruments,
      String statistic) {
    Instability.between(from, to.weights(), alpha).into(instruments.network());
    return new Finding(statistic, alpha, loss.evaluate(instruments.network()).loss());
  }

  /// Over the weights of the solution.
  private static List<Finding> distances(Weights from, Subject to, String name) {
    var apart = Distance.apart(new Subject(from, to.mask()), to);
    return List.of(
        Finding.of("l2-from-" + name, apart.l2()),
        Finding.of("cosine-distance-from-" + name, 1 - apart.cosine()));
  }
}
