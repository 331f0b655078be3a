package org.tombola.engine;

import java.util.ArrayList;
import java.util.List;
import org.tombola.engine.op.Op;

/// What a computation consists of: its operations, in the order in which they were done.
///
/// ```java
/// Trace.of(() -> network.forward(picture, Phase.EVAL)).forEach(step -> ...);
/// ```
public final class Trace {
  private static final ScopedValue<List<Step>> WATCHED = ScopedValue.newInstance();

  private Trace() {}

  /// One operation.
  ///
  /// @param name like `conv2d`
  /// @param inputs its operands: what comes in first, weights after it
  /// @param out the shape of its result
  public record Step(String name, List<Tensor> inputs, Shape out) {}

  /// The operations that `computation` does on this thread.
  public static List<Step> of(Runnable computation) {
    var steps = new ArrayList<Step>();
    ScopedValue.where(WATCHED, steps).run(computation);
    return List.copyOf(steps);
  }

  static void note(Op op) {
    if (WATCHED.isBound()) {
      WATCHED.get().add(new Step(op.name(), op.inputs(), op.shape()));
    }
  }
}
