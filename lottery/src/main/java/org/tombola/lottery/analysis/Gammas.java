package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.List;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Parameter;
import org.tombola.nn.Role;
import org.tombola.nn.Weights;

/// The scales γ of all batch normalisations: their histogram, how many are so near zero that their
/// features are disabled, and what becomes of the test accuracy when all below a threshold are set
/// to zero, without further training (Frankle, Schwab and Morcos 2021, section 5).
record Gammas() implements Analysis {
  /// `|γ|` below which a feature counts as disabled.
  private static final double DISABLED = 0.01;

  private static final List<Double> THRESHOLDS =
      List.of(0.0, DISABLED, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5);

  @Override
  public Question question() {
    return Question.of(
        "gammas",
        "histogram of normalisation scales, how many are near zero, and accuracy without those");
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    Weights weights = subjects.getFirst().weights();
    List<String> names =
        instruments
            .network()
            .parameters()
            .filter(p -> p.role() == Role.NORM_SCALE)
            .map(Parameter::name)
            .toList();
    int all = names.stream().mapToInt(name -> weights.get(name).shape().size()).sum();
    var findings = new ArrayList<Finding>();
    findings.add(Finding.of("gammas", all));
    if (all == 0) {
      return findings;
    }
    var histogram = new Histogram(-2, 2, 80);
    for (String name : names) {
      for (float gamma : weights.get(name).toArray()) {
        histogram.add(gamma);
      }
    }
    findings.addAll(histogram.findings("gamma-histogram"));
    int disabled = below(weights, names, DISABLED);
    findings.add(Finding.of("disabled", disabled));
    findings.add(Finding.of("disabled-share", 100.0 * disabled / all));
    List<Double> accuracies = accuracies(weights, names, instruments);
    double whole = accuracies.getFirst();
    double without = accuracies.get(THRESHOLDS.indexOf(DISABLED));
    findings.add(Finding.of("test-accuracy", whole));
    findings.add(Finding.of("accuracy-without", without));
    findings.add(Finding.of("accuracy-change", without - whole));
    for (int i = 0; i < THRESHOLDS.size(); i++) {
      double threshold = THRESHOLDS.get(i);
      double share = 100.0 * below(weights, names, threshold) / all;
      findings.add(new Finding("clipped-share", threshold, share));
      findings.add(new Finding("clipped-accuracy", threshold, accuracies.get(i)));
    }
    return findings;
  }

  /// Per cent, with the scales below each threshold at zero.
  private static List<Double> accuracies(
      Weights weights, List<String> names, Instruments instruments) {
    var accuracies = new ArrayList<Double>();
    int before = -1;
    for (double threshold : THRESHOLDS) {
      int below = below(weights, names, threshold);
      accuracies.add(
          below == before
              ? accuracies.getLast()
              : 100 * instruments.tested(clipped(weights, names, threshold)).accuracy());
      before = below;
    }
    return accuracies;
  }

  private static int below(Weights weights, List<String> names, double threshold) {
    int below = 0;
    for (String name : names) {
      for (float gamma : weights.get(name).toArray()) {
        below += Math.abs(gamma) < threshold ? 1 : 0;
      }
    }
    return below;
  }

  /// The same network with the scales below a threshold at zero.
  static Weights clipped(Weights weights, List<String> names, double threshold) {
    return Weights.of(
        weights.tensors().values().stream()
            .map(tensor -> names.contains(tensor.name()) ? clipped(tensor, threshold) : tensor)
            .toList());
  }

  private static NamedTensor clipped(NamedTensor tensor, double threshold) {
    float[] values = tensor.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.abs(values[i]) < threshold ? 0 : values[i];
    }
    return NamedTensor.of(tensor.name(), tensor.shape(), values);
  }
}
