package org.tombola.datasets;

import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;

/// An endless sequence of batches, addressed by iteration number.
///
/// Each epoch visits the examples in an order of its own, a function of (seed, epoch) alone, so a
/// run resumes at any iteration without replaying the earlier ones. When the batch size B does not
/// divide N, the last N mod B examples of an epoch's order are left out of that epoch: every batch
/// has B examples.
///
/// Reading iterations in order costs one permutation an epoch; jumping between epochs costs one a
/// jump. Not safe for several threads at once: each training run has its own.
public final class Batches {
  private final Examples examples;
  private final int batch;
  private final RandomStream stream;
  private long epoch = -1;
  private int[] order = {};

  /// @param batch the number of examples B in every batch
  /// @param rng the order comes from its stream `order`
  /// @throws DatasetException unless B is in `1 .. N`
  public Batches(Examples examples, int batch, Rng rng) {
    if (batch < 1 || batch > examples.size()) {
      throw new DatasetException(
          "a batch of %d cannot be taken from %d examples; give 1 to %d"
              .formatted(batch, examples.size(), examples.size()));
    }
    this.examples = examples;
    this.batch = batch;
    this.stream = rng.stream("order");
  }

  /// ⌊N / B⌋.
  public int perEpoch() {
    return examples.size() / batch;
  }

  /// The epoch an iteration belongs to, both counted from 0.
  public long epoch(long iteration) {
    return iteration / perEpoch();
  }

  /// Writes a batch.
  ///
  /// @param iteration counted from 0, over all epochs
  /// @param x (B, C, H, W), row-major
  /// @param y (B): the labels
  public void fill(long iteration, float[] x, int[] y) {
    if (iteration < 0) {
      throw new IndexOutOfBoundsException("iteration " + iteration);
    }
    shuffleFor(epoch(iteration));
    int first = (int) (iteration % perEpoch()) * batch;
    int size = examples.shape().size();
    for (int i = 0; i < batch; i++) {
      int example = order[first + i];
      examples.copyTo(example, x, i * size);
      y[i] = examples.label(example);
    }
  }

  private void shuffleFor(long wanted) {
    if (wanted != epoch) {
      // A permutation of N uses N numbers of the stream: epoch e owns e·N to (e + 1)·N.
      order = stream.permutation(examples.size(), wanted * examples.size());
      epoch = wanted;
    }
  }
}
