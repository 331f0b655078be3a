package org.tombola.lottery.prune;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tombola.engine.RandomStream;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// What training did to a weight: scores of pairs of an initial and a trained weight (Zhou et al.
/// 2019, "Deconstructing Lottery Tickets", figure 3). Their `large final` is [Magnitude].
///
/// @param score how the two are compared
record Change(String name, String about, Score score) implements Criterion {
  private static final float TIE = 1e-30f;

  /// The score of a weight.
  @FunctionalInterface
  interface Score {
    /// What the criterion ranks by.
    ///
    /// @param i size of the initial weight
    /// @param t size of the trained one
    /// @param scaled the same times what makes the largest trained weight of a layer as large as
    ///   the largest initial one
    /// @param signs product of the two signs: 1, 0 or −1
    /// @param tie what stands for 0 where many weights have it: a random number too small to be
    ///   confused, so that those that stay are not the last units of a layer
    float of(float i, float t, float scaled, float signs, float tie);
  }

  static List<Criterion> all() {
    return List.of(
        new Change(
            "small-final", "trained weights that are small stay: -|t|", (_, t, _, _, _) -> -t),
        new Change("large-init", "absolute value of the initial weight", (i, _, _, _, _) -> i),
        new Change(
            "small-init", "initial weights that are small stay: -|i|", (i, _, _, _, _) -> -i),
        new Change(
            "large-init-large-final",
            "the smaller of |i| and |t|, |t| scaled to the range of |i|",
            (i, _, scaled, _, _) -> Math.min(scaled, i)),
        new Change(
            "small-init-small-final",
            "less the larger of |i| and |t|, |t| scaled to the range of |i|",
            (i, _, scaled, _, _) -> -Math.max(scaled, i)),
        new Change(
            "magnitude-increase",
            "how much larger training made it: |t| - |i|",
            (i, t, _, _, _) -> t - i),
        new Change(
            "magnitude-increase-same-sign",
            "|t| - |i| where the sign stayed, otherwise 0",
            (i, t, _, signs, tie) -> signs > 0 ? t - i : tie),
        new Change(
            "magnitude-increase-diff-sign",
            "|t| - |i| where the sign changed, otherwise 0",
            (i, t, _, signs, tie) -> signs < 0 ? t - i : tie),
        new Change(
            "movement",
            "how far training moved it: |t - i|",
            (i, t, _, signs, _) -> signs < 0 ? t + i : Math.abs(t - i)),
        new Change(
            "large-final-same-sign",
            "|t| where the sign stayed, otherwise 0",
            (_, t, _, signs, tie) -> signs > 0 ? t : tie),
        new Change(
            "large-final-diff-sign",
            "|t| where the sign changed, otherwise 0",
            (_, t, _, signs, tie) -> signs < 0 ? t : tie));
  }

  @Override
  public Map<String, float[]> scores(Evidence evidence) {
    Weights init = evidence.probe().init();
    var scores = new LinkedHashMap<String, float[]>();
    for (NamedMask layer : evidence.mask().layers()) {
      String name = layer.name();
      RandomStream ties =
          evidence.random().apply(name + "/ties"); // not the numbers of random masks
      scores.put(name, scores(init.get(name), evidence.weights().get(name), ties));
    }
    return scores;
  }

  private float[] scores(NamedTensor init, NamedTensor trained, RandomStream ties) {
    float[] scores = trained.toArray();
    float scale = scale(init.toArray(), scores);
    for (int i = 0; i < scores.length; i++) {
      float before = Math.abs(init.at(i));
      float after = Math.abs(scores[i]);
      float signs = Math.signum(init.at(i)) * Math.signum(scores[i]);
      scores[i] = score.of(before, after, scale * after, signs, TIE * ties.uniform(i));
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
