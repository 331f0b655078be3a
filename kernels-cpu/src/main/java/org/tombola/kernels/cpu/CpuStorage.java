package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;

import java.util.Arrays;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// One tensor in one `float[]`, laid out as [Lanes] says.
public final class CpuStorage implements Storage {
  private final CpuBackend owner;
  private final Shape shape;
  private final Kind kind;
  private final float[] data;
  private final int samples;
  private final int features;

  CpuStorage(CpuBackend owner, Kind kind, Shape shape) {
    this.owner = owner;
    this.shape = shape;
    this.kind = kind;
    this.samples = kind == Kind.BATCHED ? shape.dim(0) : 1;
    this.features = shape.size() / samples;
    this.data = new float[ORIGIN + physical()];
  }

  /// The floats, from [Lanes#ORIGIN] on.
  float[] data() {
    return data;
  }

  boolean batched() {
    return kind == Kind.BATCHED;
  }

  /// The batch size, 1 for a plain tensor.
  int samples() {
    return samples;
  }

  /// Elements per sample: all of them for a plain tensor.
  int features() {
    return features;
  }

  /// Blocks of samples, 1 for a plain tensor.
  int blocks() {
    return batched() ? Lanes.blocks(samples) : 1;
  }

  /// Floats including padding, a multiple of 32.
  int physical() {
    return batched() ? Lanes.blocks(samples) * features * LANES : Lanes.padded(features);
  }

  /// Restores the invariant after a kernel that may have written anything into the padding.
  void zeroPadding() {
    if (!batched()) {
      Arrays.fill(data, ORIGIN + features, data.length, 0f);
    } else if (samples % LANES != 0) {
      int last = ORIGIN + (blocks() - 1) * features * LANES;
      Lanes.zeroLanes(data, last, features, samples % LANES);
    }
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
    readTo(into, 0);
  }

  @Override
  public void write(float[] from) {
    writeFrom(from, 0);
  }

  /// Row-major copy of all elements to `into[at ..]`.
  void readTo(float[] into, int at) {
    if (!batched()) {
      System.arraycopy(data, ORIGIN, into, at, features);
      return;
    }
    float[] work = owner.scratch().take(Transpose.WORK);
    for (int b = 0; b < blocks(); b++) {
      int here = Math.min(LANES, samples - b * LANES);
      int from = ORIGIN + b * features * LANES;
      int to = at + b * LANES * features;
      Transpose.matrix(data, from, LANES, features, here, into, to, features, work);
    }
    owner.scratch().give(work);
  }

  /// Replaces all elements from row-major `from[at ..]`.
  void writeFrom(float[] from, int at) {
    if (!batched()) {
      System.arraycopy(from, at, data, ORIGIN, features);
      zeroPadding();
      return;
    }
    float[] work = owner.scratch().take(Transpose.WORK);
    for (int b = 0; b < blocks(); b++) {
      int here = Math.min(LANES, samples - b * LANES);
      int start = at + b * LANES * features;
      int to = ORIGIN + b * features * LANES;
      Transpose.matrix(from, start, features, here, features, data, to, LANES, work);
    }
    owner.scratch().give(work);
    zeroPadding();
  }

  @Override
  public void poison() {
    Arrays.fill(data, Float.NaN);
  }
}
