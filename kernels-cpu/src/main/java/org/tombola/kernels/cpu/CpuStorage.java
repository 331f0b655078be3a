package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// One tensor in one `float[]`, laid out as [Lanes] says.
///
/// The order of the axes in memory is that of the shape, but for a batch of images (N,C,H,W), whose
/// channels come last: every pixel has its channels side by side, as convolutions want them.
/// Everything that depends on it is derived from [#axisAt], [#step] and [#row].
public final class CpuStorage implements Storage {
  /// Axes of a batch of images, outermost in memory first.
  private static final int[] IMAGES = {0, 2, 3, 1};

  private final CpuBackend owner;
  private final Shape shape;
  private final Kind kind;
  private final float[] data;
  private final int samples;
  private final int features;

  private @Nullable Pattern pattern;

  /// Channels of images of more than one pixel; otherwise 1, rows then being in row-major order.
  private final int channels;

  CpuStorage(CpuBackend owner, Kind kind, Shape shape) {
    this(owner, kind, shape, null);
  }

  private CpuStorage(CpuBackend owner, Kind kind, Shape shape, float @Nullable [] data) {
    this.owner = owner;
    this.shape = shape;
    this.kind = kind;
    this.samples = kind == Kind.BATCHED ? shape.dim(0) : 1;
    this.features = shape.size() / samples;
    this.channels = images() && shape.dim(1) < features ? shape.dim(1) : 1;
    this.data = data == null ? new float[nothing() + (images() ? shape.dim(1) * LANES : 0)] : data;
  }

  /// The numbers of this plain tensor, one a channel, as one block of images of one pixel whose
  /// samples are all alike.
  ///
  /// @param into what it is kept in, 32 floats a channel from [Lanes#ORIGIN] on
  CpuStorage acrossLanes(float[] into) {
    for (int c = 0; c < features; c++) {
      int at = ORIGIN + c * LANES;
      Arrays.fill(into, at, at + LANES, data[ORIGIN + c]);
    }
    return new CpuStorage(owner, Kind.BATCHED, Shape.of(LANES, features, 1, 1), into);
  }

  /// The floats, from [Lanes#ORIGIN] on.
  float[] data() {
    return data;
  }

  /// Which of these weights are not pruned; null if that was not said.
  @Nullable Pattern pattern() {
    return pattern;
  }

  void pattern(@Nullable Pattern now) {
    pattern = now;
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

  /// Where images have a pixel of zeros, after all others, that stands for whatever is outside; no
  /// verb writes to it.
  int nothing() {
    return ORIGIN + physical();
  }

  /// Whether this is a batch of images, (N,C,H,W).
  boolean images() {
    return batched() && shape.rank() == 4;
  }

  /// The axis that is at `position` in memory, 0 being the outermost.
  int axisAt(int position) {
    return images() ? IMAGES[position] : position;
  }

  /// Steps along `axis` in memory: its size, or the number of blocks for the batch.
  int extent(int axis) {
    return batched() && axis == 0 ? blocks() : shape.dim(axis);
  }

  /// Floats from one index of `axis` to the next, for the batch from one block to the next.
  int step(int axis) {
    int step = batched() ? LANES : 1;
    for (int i = shape.rank() - 1; axisAt(i) != axis; i--) {
      step *= extent(axisAt(i));
    }
    return step;
  }

  /// Where among the rows of 32 samples the `feature`-th of a sample is, counted row-major.
  int row(int feature) {
    int pixels = features / channels;
    return feature % pixels * channels + feature / pixels;
  }

  /// Whether `other` keeps the features of a sample in the same rows.
  boolean sameRows(CpuStorage other) {
    return features == other.features && channels == other.channels;
  }

  /// Whether rows are in row-major order.
  boolean flat() {
    return channels == 1;
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
    int pixels = features / channels;
    float[] work = owner.scratch().take(Transpose.WORK);
    for (int b = 0; b < blocks(); b++) {
      int here = Math.min(LANES, samples - b * LANES);
      for (int c = 0; c < channels; c++) {
        int from = ORIGIN + (b * features + c) * LANES;
        int to = at + b * LANES * features + c * pixels;
        Transpose.matrix(data, from, channels * LANES, pixels, here, into, to, features, work);
      }
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
    int pixels = features / channels;
    float[] work = owner.scratch().take(Transpose.WORK);
    for (int b = 0; b < blocks(); b++) {
      int here = Math.min(LANES, samples - b * LANES);
      for (int c = 0; c < channels; c++) {
        int start = at + b * LANES * features + c * pixels;
        int to = ORIGIN + (b * features + c) * LANES;
        Transpose.matrix(from, start, features, here, pixels, data, to, channels * LANES, work);
      }
    }
    owner.scratch().give(work);
    zeroPadding();
  }

  @Override
  public void poison() {
    Arrays.fill(data, ORIGIN, nothing(), Float.NaN);
  }
}
