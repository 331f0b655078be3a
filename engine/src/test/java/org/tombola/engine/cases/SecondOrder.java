package org.tombola.engine.cases;

import java.util.ArrayList;
import java.util.List;
import org.tombola.engine.Gradients;
import org.tombola.engine.Rng;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;

/// The gradients of a case as cases of their own, so that checking their derivatives checks the
/// case's second derivatives.
///
/// With a random `c` of the result's shape the loss is `L(x) = Σ c · f(x)²`; the square makes every
/// gradient depend on every input, even where `f` is linear. Evaluated alone, a gradient is
/// computed by the fused operations; under another tape, by those that can be differentiated again:
/// comparing finite differences of the first with the derivative of the second compares both.
final class SecondOrder {
  private SecondOrder() {}

  /// One case an input that has a gradient.
  static List<OpCase> of(OpCase first) {
    List<OpCase> cases = new ArrayList<>();
    for (int i = 0; i < first.inputs().size(); i++) {
      if (first.inputs().get(i).differentiable()) {
        int input = i;
        String name = "gradient " + i + " of " + first.op();
        cases.add(
            new OpCase(
                name, first.inputs(), x -> gradient(first, x, input), 10 * first.tolerance()));
      }
    }
    return cases;
  }

  private static Tensor gradient(OpCase first, List<Tensor> values, int input) {
    List<Tensor> leaves = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Tensor value = values.get(i);
      boolean wanted = first.inputs().get(i).differentiable() && !value.isTracked();
      leaves.add(wanted ? value.tracked() : value);
    }
    Gradients gradients =
        Tape.gradients(
            () -> {
              Tensor y = first.function().apply(leaves);
              float[] c =
                  Values.normal()
                      .draw(new Rng(32).stream("second/" + first.name()), y.shape().size());
              return y.square().times(Tensor.copyOf(y.backend(), y.kind(), y.shape(), c)).sum();
            });
    return gradients.of(leaves.get(input));
  }
}
