package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.List;
import org.tombola.datasets.Examples;

/// Whether networks are the same function: the share of the test examples that two of them put into
/// different classes, mean over all pairs, and the accuracy of all together, by the mean of their
/// probabilities (Evci et al. 2022; Fort et al. 2019).
record Disagreement() implements Analysis {
  @Override
  public Question question() {
    return Question.of(
            "disagreement",
            "test examples that two networks put into different classes; accuracy of all together")
        .networks(2)
        .andMore(1);
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    var all = new ArrayList<double[][]>();
    for (Subject subject : subjects) {
      all.add(instruments.probabilities(subject.weights()));
    }
    Examples test = instruments.test().examples();
    double accuracy = 0;
    double differing = 0;
    int pairs = 0;
    for (int a = 0; a < all.size(); a++) {
      accuracy += accuracy(all.get(a), test) / all.size();
      for (int b = 0; b < a; b++) {
        for (int n = 0; n < test.size(); n++) {
          differing += largest(all.get(a)[n]) == largest(all.get(b)[n]) ? 0 : 1;
        }
        pairs++;
      }
    }
    double[][] together = all.getFirst();
    for (double[][] other : all.subList(1, all.size())) {
      for (int n = 0; n < together.length; n++) {
        for (int c = 0; c < together[n].length; c++) {
          together[n][c] += other[n][c];
        }
      }
    }
    return List.of(
        Finding.of("disagreement", 100 * differing / pairs / test.size()),
        Finding.of("mean-accuracy", accuracy),
        Finding.of("ensemble-accuracy", accuracy(together, test)));
  }

  private static double accuracy(double[][] probabilities, Examples test) {
    int correct = 0;
    for (int n = 0; n < test.size(); n++) {
      correct += largest(probabilities[n]) == test.label(n) ? 1 : 0;
    }
    return 100.0 * correct / test.size();
  }

  /// The first of equals.
  private static int largest(double[] values) {
    int best = 0;
    for (int c = 1; c < values.length; c++) {
      best = values[c] > values[best] ? c : best;
    }
    return best;
  }
}
