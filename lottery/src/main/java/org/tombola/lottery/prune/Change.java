package org.tombola.lottery.prune;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// What training did to a weight: scores of pairs of an initial and a trained weight (Zhou et al.
/// 2019, "Deconstructing Lottery Tickets", figure 3). Their `large final` is [Magnitude].
///
/// @param form how the two are compared
record Change(Form form) implements Criterion {
  /// With `i` the initial and `t` the trained weight.
  enum Form {
    SMALL_FINAL("small-final", "trained weights that are small stay: -|t|"),
    LARGE_INIT("large-init", "absolute value of the initial weight"),
    SMALL_INIT("small-init", "initial weights that are small stay: -|i|"),
    LARGE_INIT_LARGE_FINAL(
        "large-init-large-final", "the smaller of |i| and |t|, |t| scaled to the range of |i|"),
    SMALL_INIT_SMALL_FINAL(
        "small-init-small-final", "less the larger of |i| and |t|, |t| scaled to the range of |i|"),
    MAGNITUDE_INCREASE("magnitude-increase", "how much larger training made it: |t| - |i|"),
    MAGNITUDE_INCREASE_SAME_SIGN(
        "magnitude-increase-same-sign", "|t| - |i| where the sign stayed, otherwise 0"),
    MAGNITUDE_INCREASE_DIFF_SIGN(
        "magnitude-increase-diff-sign", "|t| - |i| where the sign changed, otherwise 0"),
    MOVEMENT("movement", "how far training moved it: |t - i|"),
    LARGE_FINAL_SAME_SIGN("large-final-same-sign", "|t| where the sign stayed, otherwise 0"),
    LARGE_FINAL_DIFF_SIGN("large-final-diff-sign", "|t| where the sign changed, otherwise 0");

    private final String label;
    private final String about;

    Form(String label, String about) {
      this.label = label;
      this.about = about;
    }

    /// @param i the initial weight
    /// @param t the trained weight
    /// @param scale what makes the largest trained weight of a layer as large as the largest
    ///   initial one
    float score(float i, float t, float scale) {
      float before = Math.abs(i);
      float after = Math.abs(t);
      float product = Math.signum(i) * Math.signum(t);
      return switch (this) {
        case SMALL_FINAL -> -after;
        case LARGE_INIT -> before;
        case SMALL_INIT -> -before;
        case LARGE_INIT_LARGE_FINAL -> Math.min(scale * after, before);
        case SMALL_INIT_SMALL_FINAL -> -Math.max(scale * after, before);
        case MAGNITUDE_INCREASE -> after - before;
        case MAGNITUDE_INCREASE_SAME_SIGN -> product > 0 ? after - before : 0;
        case MAGNITUDE_INCREASE_DIFF_SIGN -> product < 0 ? after - before : 0;
        case MOVEMENT -> Math.abs(t - i);
        case LARGE_FINAL_SAME_SIGN -> product > 0 ? after : 0;
        case LARGE_FINAL_DIFF_SIGN -> product < 0 ? after : 0;
      };
    }
  }

  static List<Criterion> all() {
    return Arrays.stream(Form.values()).<Criterion>map(Change::new).toList();
  }

  @Override
  public String name() {
    return form.label;
  }

  @Override
  public String about() {
    return form.about;
  }

  @Override
  public Map<String, float[]> scores(Evidence evidence) {
    Weights init = evidence.probe().init();
    var scores = new LinkedHashMap<String, float[]>();
    for (NamedMask layer : evidence.mask().layers()) {
      String name = layer.name();
      scores.put(name, scores(init.get(name), evidence.weights().get(name)));
    }
    return scores;
  }

  private float[] scores(NamedTensor init, NamedTensor trained) {
    float[] scores = trained.toArray();
    float scale = scale(init.toArray(), scores);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = form.score(init.at(i), scores[i], scale);
    }
    return scores;
  }

  private static float scale(float[] init, float[] trained) {
    float most = largest(trained);
    return most == 0 ? 0 : largest(init) / most;
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
