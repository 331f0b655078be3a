package org.tombola.engine.reference;

import org.tombola.engine.Shape;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// Where the elements of one tensor lie in another, row-major array.
///
/// A stride is how far apart in the array two neighbours along an axis are. Stride 0 repeats (which
/// is broadcasting, and read the other way round is summation), exchanged strides transpose, an
/// offset slices. Every method answers with one array position per element, in row-major order of
/// the tensor that is walked.
final class Positions {
  private Positions() {}

  /// Strides of a compact row-major array: `(…, d₂·d₃, d₃, 1)`.
  static int[] strides(Shape shape) {
    int[] strides = new int[shape.rank()];
    int step = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      strides[axis] = step;
      step *= shape.dim(axis);
    }
    return strides;
  }

  /// `offset + Σ index[axis] · strides[axis]` for every index of `walked`.
  static int[] walk(Shape walked, int[] strides, int offset) {
    int[] positions = new int[walked.size()];
    int[] index = new int[walked.rank()];
    int at = offset;
    for (int i = 0; i < positions.length; i++) {
      positions[i] = at;
      // Count up like an odometer: the last axis moves first, a full axis falls back to 0.
      for (int axis = index.length - 1; axis >= 0; axis--) {
        at += strides[axis];
        if (++index[axis] < walked.dim(axis)) {
          break;
        }
        at -= index[axis] * strides[axis];
        index[axis] = 0;
      }
    }
    return positions;
  }

  /// For every element of `out` the element of `x` that meets it by the alignment rule of
  /// [org.tombola.engine.spi.Backend].
  static int[] aligned(Storage x, Storage out) {
    int[] own = strides(x.shape());
    int[] strides = new int[out.shape().rank()];
    int batchAxes = x.kind() == Kind.BATCHED ? 1 : 0;
    if (batchAxes == 1) {
      strides[0] = own[0];
    }
    int shift = strides.length - own.length; // sample axes align from the right
    for (int axis = batchAxes; axis < own.length; axis++) {
      strides[axis + shift] = x.shape().dim(axis) == 1 ? 0 : own[axis];
    }
    return walk(out.shape(), strides, 0);
  }

  /// For every element of `x` the element of its reduction over `axes` that it goes to.
  static int[] reduced(Shape x, int[] axes) {
    Shape kept = x;
    for (int axis : axes) {
      kept = kept.with(axis, 1);
    }
    int[] strides = strides(kept);
    for (int axis : axes) {
      strides[axis] = 0;
    }
    return walk(x, strides, 0);
  }

  /// For every element of `part` its place in `whole`, of which it covers `axis` starting at
  /// `from`.
  static int[] window(Shape part, Shape whole, int axis, int from) {
    int[] strides = strides(whole);
    return walk(part, strides, from * strides[axis]);
  }

  /// For every element of `out` its origin in `x`, where axis `i` of `out` is axis `axes[i]` of
  /// `x`.
  static int[] permuted(Shape x, int[] axes, Shape out) {
    int[] own = strides(x);
    int[] strides = new int[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      strides[axis] = own[axes[axis]];
    }
    return walk(out, strides, 0);
  }
}
