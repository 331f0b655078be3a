package org.tombola.lottery.ensemble;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tombola.engine.RandomStream;
import org.tombola.engine.UnknownName;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// What ranks the hidden units of each network for pruning: those with the lowest scores go first
/// (Frankle and Carbin, first version of 2018, section 2).
public enum UnitScore {
  INPUT("sum of the sizes of the weights into the unit"),
  OUTPUT("size of the weight out of the unit"),
  PRODUCT("the sum of the sizes of the weights in, times the size of the weight out"),
  RANDOM("a random number, the control of every other score");

  private final String about;

  UnitScore(String about) {
    this.about = about;
  }

  /// What a recipe calls it.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// One line.
  public String about() {
    return about;
  }

  /// The score of that name.
  ///
  /// @throws UnknownName if there is no such score
  public static UnitScore named(String label) {
    return Arrays.stream(values())
        .filter(score -> score.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new UnknownName("criterion of units", label, labels()));
  }

  private static List<String> labels() {
    return Arrays.stream(values()).map(UnitScore::label).toList();
  }

  /// Whether it is about weights behind the units, which not all networks have.
  private boolean needsOutput() {
    return this == OUTPUT || this == PRODUCT;
  }

  /// One score a unit of an ensemble, (H, T) row-major.
  ///
  /// @param trained an ensemble's weights
  /// @param random numbers for a score that draws
  float[] of(Weights trained, RandomStream random) {
    List<NamedTensor> in =
        trained.tensors().values().stream()
            .filter(t -> t.shape().rank() == 3)
            .toList(); // (2, H, T)
    float[] scores = new float[in.getFirst().shape().size() / 2];
    for (int i = 0; i < scores.length; i++) {
      double into = 0;
      for (NamedTensor weights : in) {
        into += Math.abs((double) weights.at(i));
        into += Math.abs((double) weights.at(scores.length + i));
      }
      double outOf = needsOutput() ? Math.abs((double) trained.get(Perceptrons.OUTPUT).at(i)) : 0;
      scores[i] =
          (float)
              switch (this) {
                case INPUT -> into;
                case OUTPUT -> outOf;
                case PRODUCT -> into * outOf;
                case RANDOM -> random.uniform(i);
              };
    }
    return scores;
  }
}
