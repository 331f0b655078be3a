package org.tombola.datasets;

/// One batch: what [Batches#fill] writes, and which iteration it belongs to.
public final class Batch {
  private final float[] x;
  private final int[] y;
  private long iteration;

  Batch(int examples, ImageShape shape) {
    this.x = new float[Math.multiplyExact(examples, shape.size())];
    this.y = new int[examples];
  }

  /// The iteration, counted from 0 over all epochs.
  public long iteration() {
    return iteration;
  }

  /// (B, C, H, W), row-major; not a copy.
  public float[] x() {
    return x;
  }

  /// (B): the labels; not a copy.
  public int[] y() {
    return y;
  }

  void fill(Batches batches, long wanted) {
    batches.fill(wanted, x, y);
    iteration = wanted;
  }
}
