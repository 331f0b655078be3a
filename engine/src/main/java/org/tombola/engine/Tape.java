package org.tombola.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.tombola.engine.op.Op;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Storage;

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

  /// How many calls of [#gradients] are running inside the outermost one.
  private int nested;

  private Tape() {}

  /// Computes a loss and its gradient with respect to every tracked tensor it depends on.
  ///
  /// ```java
  /// var x = Tensor.of(Shape.of(2), 1f, 2f).tracked();
  /// var gradients = Tape.gradients(() -> x.square().sum());
  /// gradients.of(x).toArray(); // 2.0, 4.0
  /// ```
  ///
  /// Inside another `gradients` this one's gradients are tracked, and can be differentiated again.
  /// They reach back to tensors that were tracked before this call, and no further: what `loss`
  /// differentiates must be computed inside it.
  ///
  /// @param loss makes one number from tracked tensors
  /// @throws EngineException if the loss is not one number or depends on nothing tracked
  public static Gradients gradients(Supplier<Tensor> loss) {
    if (!RECORDING.isBound()) {
      Tape tape = new Tape();
      return backward(tape.entries, ScopedValue.where(RECORDING, tape).call(loss::get));
    }
    // One tape holds both: backward's own operations are appended after the forward pass.
    Tape tape = RECORDING.get();
    int first = tape.entries.size();
    tape.nested++;
    try {
      Tensor made = loss.get();
      List<Entry> forward = List.copyOf(tape.entries.subList(first, tape.entries.size()));
      return backward(forward, made);
    } finally {
      tape.nested--;
    }
  }

  /// Whether what is computed now will be differentiated more than once. Operations whose
  /// derivative is no operation itself are then composed of others.
  static boolean differentiatesTwice() {
    return RECORDING.isBound() && RECORDING.get().nested > 0;
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
    Trace.note(op);
    if (!tracked || !RECORDING.isBound()) {
      return out;
    }
    Tensor result = out.tracked();
    RECORDING.get().entries.add(new Entry(op, result));
    return result;
  }

  private static Gradients backward(List<Entry> entries, Tensor loss) {
    if (loss.shape().size() != 1) {
      throw new EngineException("gradients: the loss is " + loss.shape() + ", not one number");
    }
    if (!loss.isTracked()) {
      throw new EngineException("gradients: the loss depends on no tracked tensor");
    }
    // What is being recorded will be read again; nothing else of this walk but the gradients will.
    boolean last = !RECORDING.isBound();
    int mark = Workspace.mark();
    Set<Storage> live = Collections.newSetFromMap(new IdentityHashMap<>());
    Gradients gradients = new Gradients(loss);
    gradients.add(loss, () -> Tensor.copyOf(loss.backend(), loss.kind(), loss.shape(), ONE));
    for (Entry entry : entries.reversed()) {
      Tensor grad = gradients.take(entry.out());
      if (grad != null) {
        entry.op().backward(entry.out(), grad, gradients);
        if (last) {
          gradients.storages(live);
          Workspace.giveBack(mark, live);
        }
      }
    }
    return gradients;
  }
}
