package org.tombola.engine.cases;

import org.tombola.engine.Shape;
import org.tombola.engine.spi.Kind;

/// One operand of a case.
///
/// @param differentiable whether the case's function has a derivative with respect to it
public record Input(Kind kind, Shape shape, Values values, boolean differentiable) {
  public static Input plain(Values values, int... dims) {
    return new Input(Kind.PLAIN, Shape.of(dims), values, true);
  }

  /// `dims[0]` is the batch.
  public static Input batched(Values values, int... dims) {
    return new Input(Kind.BATCHED, Shape.of(dims), values, true);
  }

  /// The same operand, of which no derivative exists or is wanted.
  public Input constant() {
    return new Input(kind, shape, values, false);
  }

  /// Like `60×784`, with a `*` where the first axis is the batch.
  @Override
  public String toString() {
    return kind == Kind.BATCHED ? "*" + shape : shape.toString();
  }
}
