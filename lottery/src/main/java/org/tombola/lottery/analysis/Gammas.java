package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.List;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Parameter;
import org.tombola.nn.Role;
import org.tombola.nn.Weights;

/// The scales γ of all batch normalisations: their histogram, how many are so near zero that their
/// features are disabled, and what becomes of the test accuracy when these are set to zero, without
/// further training (Frankle, Schwab and Morcos 2021, section 5).
record Gammas() implements Analysis {
  /// `|γ|` below which a feature counts as disabled.
  private static final double DISABLED = 0.01;

  private static final double WIDTH = 0.05;
  private static final double END = 2;

  @Override
  public String name() {
    return "gammas";
  }

  @Override
  public String about() {
    return "histogram of normalisation scales, how many are below .01, and accuracy without those";
  }

  @Override
  public int networks() {
    return 1;
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
    int bins = (int) Math.round(2 * END / WIDTH);
    int[] counts = new int[bins];
    int all = 0;
    int disabled = 0;
    for (String name : names) {
      for (float gamma : weights.get(name).toArray()) {
        int bin = (int) Math.floor((gamma + END) / WIDTH);
        counts[Math.clamp(bin, 0, bins - 1)]++;
        all++;
        disabled += Math.abs(gamma) < DISABLED ? 1 : 0;
      }
    }
    var findings = new ArrayList<Finding>();
    findings.add(Finding.of("gammas", all));
    if (all == 0) {
      return findings;
    }
    for (int i = 0; i < bins; i++) {
      double centre = -END + (i + 0.5) * WIDTH;
      findings.add(new Finding("gamma-histogram", centre, 100.0 * counts[i] / all));
    }
    findings.add(Finding.of("disabled", disabled));
    findings.add(Finding.of("disabled-share", 100.0 * disabled / all));
    findings.add(Finding.of("test-accuracy", 100 * instruments.tested(weights).accuracy()));
    Weights without = without(weights, names);
    findings.add(Finding.of("accuracy-without", 100 * instruments.tested(without).accuracy()));
    return findings;
  }

  /// The same network with the disabled scales at zero.
  static Weights without(Weights weights, List<String> names) {
    return Weights.of(
        weights.tensors().values().stream()
            .map(tensor -> names.contains(tensor.name()) ? zeroed(tensor) : tensor)
            .toList());
  }

  private static NamedTensor zeroed(NamedTensor tensor) {
    float[] values = tensor.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.abs(values[i]) < DISABLED ? 0 : values[i];
    }
    return NamedTensor.of(tensor.name(), tensor.shape(), values);
  }
}
