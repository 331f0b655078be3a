package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.tombola.engine.Shape;

/// How often each unit is active: the share of all test pictures, and of all places in their maps,
/// at which its ReLU lets something through (Frankle, Schwab and Morcos 2021, section 5).
record ActivationFrequency() implements Analysis {
  @Override
  public Question question() {
    return Question.of(
        "activation",
        "how often each ReLU is active on the test pictures; how many never or always are");
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    var layers = new LinkedHashMap<String, Counts>();
    instruments.tested(
        subjects.getFirst().weights(),
        (layer, out) ->
            layers
                .computeIfAbsent(layer, _ -> new Counts(out.shape().dim(1)))
                .add(out.shape(), out.toArray()));
    var histogram = new Histogram(0, 100, 20);
    int units = 0;
    int never = 0;
    int always = 0;
    double sum = 0;
    for (Counts counts : layers.values()) {
      for (long active : counts.active) {
        double share = 100.0 * active / counts.places;
        histogram.add(share);
        units++;
        never += active == 0 ? 1 : 0;
        always += active == counts.places ? 1 : 0;
        sum += share;
      }
    }
    var findings = new ArrayList<Finding>();
    findings.add(Finding.of("units", units));
    findings.add(Finding.of("never-active", 100.0 * never / units));
    findings.add(Finding.of("always-active", 100.0 * always / units));
    findings.add(Finding.of("mean-frequency", sum / units));
    findings.addAll(histogram.findings("frequency-histogram"));
    return findings;
  }

  /// Of one layer.
  private static final class Counts {
    final long[] active; // (units)
    long places; // pictures × height × width

    Counts(int units) {
      this.active = new long[units];
    }

    /// @param values (N, units, H, W) or (N, units)
    void add(Shape shape, float[] values) {
      int size = values.length / shape.dim(0) / active.length;
      for (int i = 0; i < values.length; i++) {
        active[i / size % active.length] += values[i] > 0 ? 1 : 0;
      }
      places += (long) shape.dim(0) * size;
    }
  }
}
