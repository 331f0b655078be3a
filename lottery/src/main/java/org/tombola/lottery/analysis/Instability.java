package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.List;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// The test error along the line between two networks, in per cent (Frankle et al. 2020, "Linear
/// Mode Connectivity and the Lottery Ticket Hypothesis", section 2): the barrier is the highest
/// error on it above the mean of the ends'. Two networks are connected if it is below 2 points.
record Instability() implements Analysis {
  @Override
  public Question question() {
    return Question.of(
            "instability", "test error along the line between two networks, and its barrier")
        .networks(2);
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    Line line = line(subjects.get(0).weights(), subjects.get(1).weights(), instruments);
    var findings = new ArrayList<>(line.errors());
    findings.add(Finding.of("barrier", line.barrier()));
    findings.add(Finding.of("error-of-the-ends", line.ends()));
    return findings;
  }

  /// The test errors between two networks, in per cent.
  ///
  /// @param errors as `test-error`, over α
  /// @param barrier the highest above the mean of the ends
  /// @param ends that mean
  record Line(List<Finding> errors, double barrier, double ends) {
    /// The highest above the straight line between the ends; 0 if none is above it.
    double rise() {
      double first = errors.getFirst().value();
      double step = errors.getLast().value() - first;
      return errors.stream().mapToDouble(e -> e.value() - first - e.x() * step).max().orElse(0);
    }
  }

  static Line line(Weights a, Weights b, Instruments instruments) {
    int points = instruments.settings().points();
    var errors = new ArrayList<Finding>();
    double highest = 0;
    double ends = 0;
    for (int i = 0; i < points; i++) {
      double alpha = (double) i / (points - 1);
      Weights between = between(a, b, alpha);
      boolean inside = i > 0 && i < points - 1;
      if (inside && instruments.settings().reEstimated()) {
        between = instruments.reEstimated(between);
      }
      double error = 100 * (1 - instruments.tested(between).accuracy());
      errors.add(new Finding("test-error", alpha, error));
      highest = Math.max(highest, error);
      ends += inside ? 0 : error / 2;
    }
    return new Line(errors, highest - ends, ends);
  }

  /// `(1 − α) · a + α · b`, running statistics too; the ends to the last bit.
  static Weights between(Weights a, Weights b, double alpha) {
    return Weights.of(
        a.tensors().values().stream()
            .map(tensor -> between(tensor, b.get(tensor.name()), alpha))
            .toList());
  }

  private static NamedTensor between(NamedTensor a, NamedTensor b, double alpha) {
    float[] values = a.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((1 - alpha) * values[i] + alpha * b.at(i));
    }
    return NamedTensor.of(a.name(), a.shape(), values);
  }
}
