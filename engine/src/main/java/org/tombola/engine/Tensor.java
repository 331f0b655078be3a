package org.tombola.engine;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.op.Op;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// An array of float32 numbers that never changes: a handle of a [Storage] on some [Backend].
///
/// Here is what a tensor is: how one is made, what it knows of itself, and how its numbers are
/// read. What can be computed with it is in [Operations], which it inherits.
///
/// A tensor made inside [Workspace#step] belongs to that step and cannot be read after it.
public final class Tensor extends Operations {
  private final Storage storage;
  private final boolean tracked;
  private final @Nullable Workspace home;
  private final long generation;

  Tensor(Storage storage, boolean tracked, @Nullable Workspace home) {
    this.storage = storage;
    this.tracked = tracked;
    this.home = home;
    this.generation = home == null ? 0 : home.generation();
  }

  // ---- making tensors; the backend is Backends.current() ----

  /// A plain tensor of these values, row-major.
  ///
  /// @throws ShapeMismatch if there are more or fewer values than the shape holds
  public static Tensor of(Shape shape, float... values) {
    return copyOf(Backends.current(), Kind.PLAIN, shape, values);
  }

  /// A batched tensor: axis 0 is the batch. Values row-major.
  public static Tensor batch(Shape shape, float... values) {
    return copyOf(Backends.current(), Kind.BATCHED, shape, values);
  }

  public static Tensor scalar(float value) {
    return of(Shape.SCALAR, value);
  }

  public static Tensor zeros(Kind kind, Shape shape) {
    return zeros(Backends.current(), kind, shape);
  }

  /// A handle of existing storage, not tracked.
  public static Tensor wrap(Storage storage) {
    return new Tensor(storage, false, null);
  }

  /// A copy of `values`, row-major, on a given backend.
  ///
  /// @throws ShapeMismatch if there are more or fewer values than the shape holds
  public static Tensor copyOf(Backend on, Kind kind, Shape shape, float[] values) {
    if (values.length != shape.size()) {
      throw new ShapeMismatch("tensor", shape, values.length + " values", "one value an element");
    }
    Tensor made = Workspace.take(on, kind, shape);
    made.storage.write(values);
    return made;
  }

  public static Tensor zeros(Backend on, Kind kind, Shape shape) {
    Tensor made = Workspace.take(on, kind, shape);
    on.fill(0f, made.storage);
    return made;
  }

  /// Memory that may hold anything, for a result that is about to be written.
  public static Tensor empty(Backend on, Kind kind, Shape shape) {
    return Workspace.take(on, kind, shape);
  }

  /// Tensors one after another along an axis; their other axes agree.
  public static Tensor concat(int axis, Tensor... parts) {
    int size = 0;
    for (Tensor part : parts) {
      size += part.shape().dim(part.shape().axis(axis));
    }
    Tensor joined = parts[0].pad(axis, 0, size);
    int at = parts[0].shape().dim(parts[0].shape().axis(axis));
    for (int i = 1; i < parts.length; i++) {
      joined = joined.plus(parts[i].pad(axis, at, size));
      at += parts[i].shape().dim(parts[i].shape().axis(axis));
    }
    return joined;
  }

  /// The same storage as a leaf whose gradient is wanted.
  public Tensor tracked() {
    return new Tensor(storage(), true, home);
  }

  /// The same storage, cut off from whatever it was computed from.
  public Tensor detach() {
    return new Tensor(storage(), false, home);
  }

  // ---- looking at tensors ----

  @Override
  public Shape shape() {
    return storage.shape();
  }

  @Override
  public Kind kind() {
    return storage.kind();
  }

  public boolean isTracked() {
    return tracked;
  }

  @Override
  public Backend backend() {
    return storage.owner();
  }

  /// The memory itself.
  ///
  /// @throws EngineException if the tensor belongs to a step that has ended
  public Storage storage() {
    if (home != null && home.generation() != generation) {
      throw new EngineException(
          "tensor "
              + shape()
              + " belongs to a step that has ended; Workspace.keep it during the step, or read it");
    }
    return storage;
  }

  /// A copy of all elements, row-major.
  public float[] toArray() {
    float[] copy = new float[shape().size()];
    storage().read(copy);
    return copy;
  }

  /// The only element.
  ///
  /// @throws EngineException if there is more than one
  public float item() {
    checkSingle();
    return toArray()[0];
  }

  /// The only element as it is now, to be asked for once: what computes behind the caller's back is
  /// not waited for until then. The step this tensor is of may have ended by that time.
  ///
  /// @throws EngineException if there is more than one
  public Supplier<Float> itemLater() {
    checkSingle();
    Supplier<float[]> later = storage().readLater();
    return () -> later.get()[0];
  }

  private void checkSingle() {
    if (shape().size() != 1) {
      throw new EngineException("item: tensor " + shape() + " has more than one element");
    }
  }

  @Override
  public String toString() {
    return "Tensor[" + shape() + ", " + kind() + (tracked ? ", tracked" : "") + "]";
  }

  /// Runs an operation. For the derivatives in `op`, which alone can name one.
  @SuppressWarnings("exports")
  public static Tensor of(Op op) {
    return Tape.run(op);
  }
}
