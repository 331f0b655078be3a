package org.tombola.kernels.cuda;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// One tensor in the device's memory, compact, without padding.
///
/// The order of the axes is that of the shape, except where there are four: images (N,C,H,W) and
/// filters (K,C,R,S) keep their axis 1 innermost, as (N,H,W,C) and (K,R,S,C), so that a pixel has
/// its channels side by side and a product over channels reads them in one go.
final class CudaStorage implements Storage {
  private static final int[] CHANNELS_LAST = {0, 2, 3, 1};

  private final CudaBackend owner;
  private final Kind kind;
  private final Shape shape;
  private final long address;
  private @Nullable SparsePattern pattern;

  CudaStorage(CudaBackend owner, Kind kind, Shape shape, long address) {
    this.owner = owner;
    this.kind = kind;
    this.shape = shape;
    this.address = address;
  }

  long address() {
    return address;
  }

  int size() {
    return shape.size();
  }

  /// Which of these weights are left, if so few that sparse products are wanted; null otherwise.
  @Nullable SparsePattern pattern() {
    return pattern;
  }

  void pattern(@Nullable SparsePattern now) {
    pattern = now;
  }

  /// The axis at `position` in memory, 0 being the outermost.
  static int axisAt(int rank, int position) {
    return rank == 4 ? CHANNELS_LAST[position] : position;
  }

  /// Elements from one index to the next along each axis of such a tensor.
  static int[] steps(Shape shape) {
    int[] steps = new int[shape.rank()];
    int step = 1;
    for (int i = shape.rank() - 1; i >= 0; i--) {
      int axis = axisAt(shape.rank(), i);
      steps[axis] = step;
      step *= shape.dim(axis);
    }
    return steps;
  }

  /// Elements from one index to the next along each axis in row-major order.
  static int[] rowMajor(Shape shape) {
    int[] steps = new int[shape.rank()];
    int step = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      steps[axis] = step;
      step *= shape.dim(axis);
    }
    return steps;
  }

  /// Whether the order in memory is row-major order.
  boolean flat() {
    return shape.rank() != 4 || shape.dim(1) == 1 || shape.dim(2) * shape.dim(3) == 1;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public Backend owner() {
    return owner;
  }

  @Override
  public void read(float[] into) {
    owner.read(this, MemorySegment.ofArray(into).asSlice(0, (long) Float.BYTES * size()));
  }

  @Override
  public Supplier<float[]> readLater() {
    return flat() ? owner.readLater(this) : Storage.super.readLater();
  }

  @Override
  public void write(float[] from) {
    owner.write(MemorySegment.ofArray(from).asSlice(0, (long) Float.BYTES * size()), this);
  }

  @Override
  public void poison() {
    owner.fill(Float.NaN, this);
  }

  @Override
  public String toString() {
    return kind + " " + shape + Arrays.toString(steps(shape)) + " at " + Long.toHexString(address);
  }
}
