package org.tombola.engine.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tombola.engine.Rng;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Backend;

/// A function of tensors, with inputs to try it on.
///
/// @param op what is computed, for example `linear`
/// @param inputs the operands, in the order of the function's arguments
/// @param function the computation; pure
/// @param tolerance largest difference between two backends, relative to the largest element
public record OpCase(
    String op, List<Input> inputs, Function<List<Tensor>, Tensor> function, double tolerance) {
  /// Rounding of a handful of float operations.
  static final double ROUNDING = 1e-6;

  /// The case named by its operation and inputs, with the tolerance of elementwise arithmetic.
  static OpCase of(String op, Function<List<Tensor>, Tensor> function, Input... inputs) {
    return new OpCase(op, List.of(inputs), function, ROUNDING);
  }

  OpCase tolerance(double other) {
    return new OpCase(op, inputs, function, other);
  }

  /// Like `linear(*17×31, 33×31)`; unique in [OpCases#all].
  public String name() {
    return op + inputs.stream().map(Input::toString).collect(Collectors.joining(", ", "(", ")"));
  }

  /// The numbers of every input, row-major; the same on every call.
  public List<float[]> draw() {
    List<float[]> drawn = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      var stream = new Rng(20).stream(name() + "/" + i);
      drawn.add(inputs.get(i).values().draw(stream, inputs.get(i).shape().size()));
    }
    return drawn;
  }

  /// The inputs as tensors holding `values`; tracked where differentiable if `tracked`.
  public List<Tensor> tensors(Backend on, List<float[]> values, boolean tracked) {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      Tensor made = Tensor.copyOf(on, input.kind(), input.shape(), values.get(i));
      tensors.add(tracked && input.differentiable() ? made.tracked() : made);
    }
    return tensors;
  }

  public boolean isDifferentiable() {
    return inputs.stream().anyMatch(Input::differentiable);
  }

  @Override
  public String toString() {
    return name();
  }
}
