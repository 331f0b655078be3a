package org.tombola.nn.layers;

import java.util.stream.Stream;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.nn.BadSetting;
import org.tombola.nn.Initializer;
import org.tombola.nn.Module;
import org.tombola.nn.Names;
import org.tombola.nn.Parameter;
import org.tombola.nn.Phase;

/// `y = x · Wᵀ + b`: (N, inputs) to (N, outputs).
///
/// @param weight (outputs, inputs), named `weight`
/// @param bias (outputs), named `bias`
public record Linear(Parameter weight, Parameter bias) implements Module {
  /// With weights drawn by `init` and a bias of zeros.
  ///
  /// @throws BadSetting if a size is below 1
  public static Linear of(Names names, int inputs, int outputs, Initializer init) {
    BadSetting.unless(inputs > 0, names.of("inputs"), inputs, "at least 1");
    BadSetting.unless(outputs > 0, names.of("outputs"), outputs, "at least 1");
    return new Linear(init.weight(names, Shape.of(outputs, inputs)), init.bias(names, outputs));
  }

  @Override
  public Tensor forward(Tensor x, Phase phase) {
    return x.linear(weight.tensor(), bias.tensor());
  }

  @Override
  public Stream<Parameter> parameters() {
    return Stream.of(weight, bias);
  }
}
