package org.tombola.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.tombola.engine.op.Op;
import org.tombola.engine.spi.Backend;

/// What was computed, in order; walked backwards it gives the gradients.
///
/// Recording is opt-in and lexical: it happens inside [#gradients] and nowhere else, so evaluation
/// allocates no tape and there is nothing to switch off. The order of recording is already a
/// topological order, hence no sort, no recursion and no visited set.
public final class Tape {
  private static final ScopedValue<Tape> RECORDING = ScopedValue.newInstance();

  private static final float[] ONE = {1f};

  private record Entry(Op op, Tensor out) {}

  private final List<Entry> entries = new ArrayList<>();

  private Tape() {}

  /// Computes a loss and its gradient with respect to every tracked tensor it depends on.
  ///
  /// ```java
  /// var x = Tensor.of(Shape.of(2), 1f, 2f).tracked();
  /// var gradients = Tape.gradients(() -> x.square().sum());
  /// gradients.of(x).toArray(); // 2.0, 4.0
  /// ```
  ///
  /// @param loss makes one number from tracked tensors
  /// @throws EngineException if the loss is not one number or depends on nothing tracked, or if a
  ///   tape is recording already: a gradient of gradients would lack what only the inner tape knows
  public static Gradients gradients(Supplier<Tensor> loss) {
    if (RECORDING.isBound()) {
      throw new EngineException("gradients: a tape is recording already; gradients do not nest");
    }
    Tape tape = new Tape();
    return tape.backward(ScopedValue.where(RECORDING, tape).call(loss::get));
  }

  /// Forward: validates, takes memory from the step's workspace, computes, records if wanted.
  static Tensor run(Op op) {
    List<Tensor> inputs = op.inputs();
    Backend on = inputs.getFirst().backend();
    boolean tracked = false;
    for (Tensor input : inputs) {
      if (input.backend() != on) {
        throw new EngineException(
            op.name() + ": operands live on " + on.name() + " and " + input.backend().name());
      }
      tracked |= input.isTracked();
    }
    Tensor out = Workspace.take(on, op.kind(), op.shape());
    op.forward(on, out.storage());
    if (!tracked || !RECORDING.isBound()) {
      return out;
    }
    Tensor result = out.tracked();
    RECORDING.get().entries.add(new Entry(op, result));
    return result;
  }

  private Gradients backward(Tensor loss) {
    if (loss.shape().size() != 1) {
      throw new EngineException("gradients: the loss is " + loss.shape() + ", not one number");
    }
    if (!loss.isTracked()) {
      throw new EngineException("gradients: the loss depends on no tracked tensor");
    }
    Gradients gradients = new Gradients(loss);
    gradients.add(loss, () -> Tensor.copyOf(loss.backend(), loss.kind(), loss.shape(), ONE));
    for (Entry entry : entries.reversed()) {
      Tensor grad = gradients.take(entry.out());
      if (grad != null) {
        entry.op().backward(entry.out(), grad, gradients);
      }
    }
    return gradients;
  }
}
