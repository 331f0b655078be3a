package org.tombola.lottery.analysis;

import java.util.List;
import org.tombola.lottery.analysis.Question.Want;
import org.tombola.lottery.train.Evaluation;

/// How a network does before its first step: with a mask that was found by training, a "supermask"
/// is good at its task although no weight was trained (Zhou et al. 2019, section 5).
record Untrained() implements Analysis {
  @Override
  public Question question() {
    return Question.of(
            "untrained", "test accuracy and loss of a network at its start, masked but not trained")
        .wanting(Want.COURSE);
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    Snapshot start = subjects.getFirst().course().getFirst();
    Evaluation tested = instruments.tested(start.weights());
    return List.of(
        Finding.of("accuracy", 100 * tested.accuracy()), Finding.of("loss", tested.loss()));
  }
}
