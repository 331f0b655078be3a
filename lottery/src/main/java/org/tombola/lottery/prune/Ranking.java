package org.tombola.lottery.prune;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.tombola.engine.EngineException;
import org.tombola.engine.RandomStream;
import org.tombola.lottery.recipe.ScoreSettings;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Weights;

/// A criterion at work: with the network and the examples it may try, and the way its scores are
/// used.
///
/// @param criterion gives the scores
/// @param how they are used
/// @param probe what the criterion may try
public record Ranking(Criterion criterion, ScoreSettings how, Probe probe) {
  /// Of a criterion that looks at the weights alone.
  ///
  /// @throws org.tombola.engine.UnknownName if there is no such criterion
  static Ranking of(String criterion) {
    return new Ranking(Criteria.named(criterion), ScoreSettings.plain(), Probe.NONE);
  }

  /// By name of layer, one score an entry, row-major: the lowest go first. Zeros are +0, so that
  /// the two are a tie.
  ///
  /// @param weights of the network; what the mask prunes is taken as zero
  /// @throws EngineException if an entry that the mask keeps has no finite score
  Map<String, float[]> scores(Weights weights, Mask mask, Function<String, RandomStream> random) {
    var evidence = new Evidence(mask.apply(weights), mask, random, probe);
    var ranked = new LinkedHashMap<String, float[]>();
    criterion
        .scores(evidence)
        .forEach((name, its) -> ranked.put(name, used(its, mask.layer(name))));
    return ranked;
  }

  private float[] used(float[] scores, NamedMask layer) {
    float[] used = new float[scores.length];
    for (int i = 0; i < used.length; i++) {
      if (layer.keeps(i) && !Float.isFinite(scores[i])) {
        throw new EngineException(
            "criterion %s: the score of weight %d of %s is %s; rank by another one, or prune at another moment"
                .formatted(criterion.name(), i, layer.name(), scores[i]));
      }
      used[i] = how.keepsLowest() ? 0f - scores[i] : 0f + scores[i];
    }
    return used;
  }
}
