package org.tombola.nn;

import java.util.Arrays;
import java.util.List;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.UnknownName;

/// How the scale γ and shift β of batch normalisations start, the options of Frankle, Schwab and
/// Morcos 2021:
///
/// | name | γ | β | |
/// |---|---|---|---|
/// | `one` | 1 | 0 | PyTorch's default; `fixed` in open_lth |
/// | `uniform` | U[0, 1) | 0 | open_lth's default |
/// | `one-one` | 1 | 1 | units start active more often |
/// | `positive-negative` | U[−1, 1) | 0 | |
///
/// Channel `i` of γ is a function of (seed, parameter name, `i`) alone.
public enum NormInit {
  ONE("one"),
  UNIFORM("uniform"),
  ONE_ONE("one-one"),
  POSITIVE_NEGATIVE("positive-negative");

  private final String label;

  NormInit(String label) {
    this.label = label;
  }

  /// The name in a recipe.
  public String label() {
    return label;
  }

  /// All names, in the table's order.
  public static List<String> labels() {
    return Arrays.stream(values()).map(NormInit::label).toList();
  }

  /// The initialiser of that name.
  ///
  /// @throws UnknownName with the nearest name
  public static NormInit named(String label) {
    return Arrays.stream(values())
        .filter(init -> init.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new UnknownName("norm initialiser", label, labels()));
  }

  /// γ, drawn from the stream `init/<name>`.
  public Parameter scale(String name, int channels, Rng rng) {
    var scale = new Parameter(name, Role.NORM_SCALE, Shape.of(channels));
    RandomStream stream = rng.stream("init/" + name);
    float[] values = new float[channels];
    for (int i = 0; i < channels; i++) {
      values[i] =
          switch (this) {
            case ONE, ONE_ONE -> 1f;
            case UNIFORM -> stream.uniform(i);
            case POSITIVE_NEGATIVE -> 2f * stream.uniform(i) - 1f;
          };
    }
    scale.write(values);
    return scale;
  }

  /// β.
  public Parameter shift(String name, int channels) {
    var shift = new Parameter(name, Role.NORM_SHIFT, Shape.of(channels));
    float[] values = new float[channels];
    Arrays.fill(values, this == ONE_ONE ? 1f : 0f);
    shift.write(values);
    return shift;
  }
}
