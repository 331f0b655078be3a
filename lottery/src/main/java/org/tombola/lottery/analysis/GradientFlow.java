package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.List;
import org.tombola.lottery.analysis.Question.Want;
import org.tombola.nn.NamedMask;

/// The squared length of the gradient over the weights that are trained, on up to 1,000 examples
/// that are not, at moments of the training: to first order a step of rate η lowers the loss by η
/// times this (Evci et al. 2022, section 3).
record GradientFlow() implements Analysis {
  @Override
  public Question question() {
    return Question.of(
            "gradient-flow",
            "squared gradient norm over the weights trained, at moments of the training")
        .wanting(Want.COURSE);
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    var findings = new ArrayList<Finding>();
    for (Snapshot at : subjects.getFirst().course()) {
      findings.add(new Finding("gradient-norm", at.step(), squares(at, instruments)));
    }
    double start = findings.getFirst().value();
    double end = findings.getLast().value();
    findings.add(Finding.of("at-start", start));
    findings.add(Finding.of("at-end", end));
    return findings;
  }

  private static double squares(Snapshot at, Instruments instruments) {
    Curvature loss = Curvature.of(at, instruments, instruments.test().examples());
    List<float[]> gradients = loss.gradient();
    double squares = 0;
    List<NamedMask> layers = at.mask().layers();
    for (int l = 0; l < layers.size(); l++) {
      float[] values = gradients.get(l);
      for (int i = 0; i < values.length; i++) {
        squares += layers.get(l).keeps(i) ? (double) values[i] * values[i] : 0;
      }
    }
    return squares;
  }
}
