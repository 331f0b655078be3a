package org.tombola.engine.op;

import org.jspecify.annotations.Nullable;
import org.tombola.engine.Shape;
import org.tombola.engine.ShapeMismatch;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Binary;
import org.tombola.engine.spi.Kind;

/// The kind and shape two operands have together: batch axis with batch axis, the sample axes from
/// the right, sizes 1 and missing axes repeated.
public record Alignment(Kind kind, Shape shape) {
  /// What `op` of two operands has.
  ///
  /// @throws ShapeMismatch if the operands do not align
  public static Alignment of(Binary op, Tensor a, Tensor b) {
    Shape samples = samples(a).broadcastWith(samples(b));
    boolean bothBatched = a.kind() == Kind.BATCHED && b.kind() == Kind.BATCHED;
    if (samples == null || (bothBatched && a.shape().dim(0) != b.shape().dim(0))) {
      throw new ShapeMismatch(
          op.name(), a, b, "sizes must agree or be 1, from the right; batch with batch");
    }
    Tensor batched = a.kind() == Kind.BATCHED ? a : b;
    return batched.kind() == Kind.BATCHED
        ? new Alignment(Kind.BATCHED, samples.prepend(batched.shape().dim(0)))
        : new Alignment(Kind.PLAIN, samples);
  }

  /// Whether `from` expands to exactly `kind` and `to`.
  static boolean expands(Tensor from, Kind kind, Shape to) {
    if (kind == Kind.PLAIN) {
      return from.kind() == Kind.PLAIN && to.equals(from.shape().broadcastWith(to));
    }
    if (to.rank() == 0) {
      return false; // nothing batched is without axes
    }
    @Nullable Shape samples = samples(from).broadcastWith(to.drop(1));
    return to.drop(1).equals(samples)
        && (from.kind() == Kind.PLAIN || from.shape().dim(0) == to.dim(0));
  }

  /// The axes of one sample: all of a plain tensor, all but the batch of a batched one.
  static Shape samples(Tensor x) {
    return x.kind() == Kind.BATCHED ? x.shape().drop(1) : x.shape();
  }
}
