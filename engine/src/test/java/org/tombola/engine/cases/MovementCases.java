package org.tombola.engine.cases;

import static org.tombola.engine.cases.Input.batched;
import static org.tombola.engine.cases.Input.plain;
import static org.tombola.engine.cases.OpCases.N;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.op.Ints;
import org.tombola.engine.op.Movement;

/// Reshaping, transposing, slicing, repeating, and the way between plain and batched.
final class MovementCases {
  private MovementCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    add(cases, "reshape 3×10", x -> x.reshape(Shape.of(3, 10)), plain(Values.normal(), 5, 6));
    add(cases, "reshape scalar", x -> x.reshape(Shape.SCALAR), plain(Values.normal(), 1, 1));
    for (int n : OpCases.BATCHES) {
      Input flat = batched(Values.normal(), n, 6);
      Input deep = batched(Values.normal(), n, 2, 1, 3);
      add(cases, "reshape n×2×3", x -> x.reshape(Shape.of(n, 2, 3)), flat);
      add(cases, "flatten", Tensor::flatten, deep);
      add(cases, "plain", Tensor::plain, deep);
      add(cases, "batched", Tensor::batched, plain(Values.normal(), n, 5));
      add(cases, "transpose 0,1", x -> x.transpose(0, 1), flat);
      add(cases, "transpose -1,1", x -> x.transpose(-1, 1), deep);
      add(cases, "slice 1 2..5", x -> x.slice(1, 2, 5), flat);
      add(cases, "expand n×4×5", x -> x.expand(Shape.of(n, 4, 5)), batched(Values.normal(), n, 1));
    }
    Input box = plain(Values.normal(), 3, 4, 5);
    add(cases, "flatten", Tensor::flatten, box);
    add(cases, "transpose 0,2", x -> x.transpose(0, 2), box);
    add(cases, "transpose -1,-2", x -> x.transpose(-1, -2), box);
    // A cycle of three axes is not its own inverse, as every swap is.
    add(cases, "permute 2,0,1", x -> Tensor.of(new Movement.Permute(x, Ints.of(2, 0, 1))), box);
    add(cases, "slice 0 1..2", x -> x.slice(0, 1, 2), box);
    add(cases, "slice -1 0..5", x -> x.slice(-1, 0, 5), box);
    add(cases, "slice 1 3..4", x -> x.slice(1, 3, 4), box);
    add(cases, "expand 2×3×4", x -> x.expand(Shape.of(2, 3, 4)), plain(Values.normal(), 3, 1));
    add(cases, "expand 2×3", x -> x.expand(Shape.of(2, 3)), plain(Values.normal()));
    Input images = batched(Values.normal(), N, 2, 3, 5);
    add(cases, "transpose 1,3", x -> x.transpose(1, 3), images);
    add(cases, "transpose 0,2", x -> x.transpose(0, 2), images);
    add(cases, "slice 3 1..2", x -> x.slice(3, 1, 2), images);
    add(cases, "slice 0 3..17", x -> x.slice(0, 3, 17), images);
    add(cases, "expand samples", x -> x.expand(Shape.of(N, 7)), batched(Values.normal(), N));
    add(cases, "parts joined", MovementCases::swappedHalves, batched(Values.normal(), N, 6));
    return cases;
  }

  private static void add(List<OpCase> cases, String name, UnaryOperator<Tensor> op, Input input) {
    // Nothing is computed, so nothing may differ.
    cases.add(OpCase.of(name, x -> op.apply(x.getFirst()), input).tolerance(0));
  }

  /// Two slices of one tensor: their gradients meet in it.
  private static Tensor swappedHalves(Tensor x) {
    return x.slice(1, 0, 4).plus(x.slice(1, 2, 6));
  }
}
