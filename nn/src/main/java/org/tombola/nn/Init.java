package org.tombola.nn;

import java.util.Arrays;
import java.util.List;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.UnknownName;

/// How weights are drawn before training. Biases start at zero.
///
/// With `fan_in` the inputs of one output unit and `fan_out` the outputs of one input:
///
/// | name | distribution | standard deviation σ | source |
/// |---|---|---|---|
/// | `glorot-normal` | N(0, σ²) | √(2 / (fan_in + fan_out)) | Glorot and Bengio 2010, eq. 12 |
/// | `glorot-uniform` | U(−√3·σ, √3·σ) | the same | Glorot and Bengio 2010, eq. 16 |
/// | `kaiming-normal` | N(0, σ²) | √(2 / fan_in) | He et al. 2015, eq. 10 |
/// | `kaiming-uniform` | U(−√3·σ, √3·σ) | the same | He et al. 2015, eq. 10 |
/// | `binary` | −σ or σ, equally likely | √(2 / fan_in) | Ramanujan et al. 2020 |
/// | `orthogonal` | orthonormal rows or columns | √(1 / longer side) | Saxe et al. 2014 |
/// | `normal` | N(0, 1) | 1 | whatever the sizes |
///
/// The 2 of Kaiming is the squared gain of ReLU. PyTorch's `xavier_*` and `kaiming_*` (fan-in,
/// ReLU) are the same distributions; `nn.Linear`'s own default is another one.
///
/// Element `i` of a parameter is a function of (seed, parameter name, `i`) alone: another layer, or
/// another size, changes no number that stays. Only an orthogonal matrix is one thing: all of it is
/// a function of (seed, parameter name, shape).
public enum Init {
  GLOROT_NORMAL("glorot-normal"),
  GLOROT_UNIFORM("glorot-uniform"),
  KAIMING_NORMAL("kaiming-normal"),
  KAIMING_UNIFORM("kaiming-uniform"),
  BINARY("binary"),
  ORTHOGONAL("orthogonal"),
  NORMAL("normal");

  private final String label;

  Init(String label) {
    this.label = label;
  }

  /// The name in a recipe.
  public String label() {
    return label;
  }

  /// All names, in the table's order.
  public static List<String> labels() {
    return Arrays.stream(values()).map(Init::label).toList();
  }

  /// The initialiser of that name.
  ///
  /// @throws UnknownName with the nearest name
  public static Init named(String label) {
    return Arrays.stream(values())
        .filter(init -> init.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new UnknownName("initialiser", label, labels()));
  }

  /// A weight, drawn from the stream `init/<name>`.
  ///
  /// @param shape outputs, inputs, then the axes of a filter if any
  public Parameter weight(String name, Shape shape, Rng rng) {
    var weight = new Parameter(name, Role.WEIGHT, shape);
    weight.write(draw(shape, rng.stream("init/" + name)));
    return weight;
  }

  /// A bias of zeros.
  public static Parameter bias(String name, int outputs) {
    return new Parameter(name, Role.BIAS, Shape.of(outputs));
  }

  private float[] draw(Shape shape, RandomStream stream) {
    if (this == ORTHOGONAL) {
      return Orthogonal.draw(shape, stream);
    }
    double deviation = deviation(shape);
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          (float)
              switch (this) {
                case GLOROT_NORMAL, KAIMING_NORMAL, NORMAL -> deviation * stream.gaussian(i);
                case GLOROT_UNIFORM, KAIMING_UNIFORM ->
                    deviation * Math.sqrt(3) * (2 * stream.uniform(i) - 1);
                case BINARY -> stream.bits(i) < 0 ? -deviation : deviation;
                case ORTHOGONAL -> throw new AssertionError("drawn as a whole");
              };
    }
    return values;
  }

  /// σ of the table.
  double deviation(Shape shape) {
    double field = (double) shape.size() / shape.dim(0) / shape.dim(1);
    double fanIn = shape.dim(1) * field;
    double fanOut = shape.dim(0) * field;
    return switch (this) {
      case GLOROT_NORMAL, GLOROT_UNIFORM -> Math.sqrt(2 / (fanIn + fanOut));
      case KAIMING_NORMAL, KAIMING_UNIFORM, BINARY -> Math.sqrt(2 / fanIn);
      case ORTHOGONAL -> Math.sqrt(1 / Math.max(shape.dim(0), fanIn));
      case NORMAL -> 1;
    };
  }
}
