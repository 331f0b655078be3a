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
  private final Augmentation augmentation;
  private final RandomStream changes;
  private final float[] picture; // (C, H, W), before augmentation
  private long epoch = -1;
  private int[] order = {};

  /// Batches of examples as they are.
  ///
  /// @param batch the number of examples B in every batch
  /// @param rng the order comes from its stream `order`
  /// @throws DatasetException unless B is in `1 .. N`
  public Batches(Examples examples, int batch, Rng rng) {
    this(examples, batch, Augmentation.NONE, rng);
  }

  /// Batches of augmented examples. How an example is changed is a function of (seed, epoch, its
  /// index) alone, whatever the batch it is in.
  ///
  /// @param batch the number of examples B in every batch
  /// @param rng the order comes from its stream `order`, the changes from `augment`
  /// @throws DatasetException unless B is in `1 .. N` and the augmentation fits the examples
  public Batches(Examples examples, int batch, Augmentation augmentation, Rng rng) {
    augmentation.requireFits(examples.shape());
    if (batch < 1 || batch > examples.size()) {
      throw new DatasetException(
          "a batch of %d cannot be taken from %d examples; give 1 to %d"
              .formatted(batch, examples.size(), examples.size()));
    }
    this.examples = examples;
    this.batch = batch;
    this.stream = rng.stream("order");
    this.augmentation = augmentation;
    this.changes = rng.stream("augment");
    this.picture = new float[augmentation.changes() ? examples.shape().size() : 0];
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
      copy(example, x, i * size);
      y[i] = examples.label(example);
    }
  }

  /// The number of examples B in every batch.
  public int batch() {
    return batch;
  }

  /// What the batches are taken from, not augmented.
  public Examples examples() {
    return examples;
  }

  /// The axes of every example.
  public ImageShape shape() {
    return examples.shape();
  }

  private void copy(int example, float[] x, int offset) {
    if (augmentation.changes()) {
      examples.copyTo(example, picture, 0);
      // Like the order, epoch e owns the numbers e·N to (e + 1)·N: one for each example.
      long bits = changes.bits(epoch * examples.size() + example);
      augmentation.apply(bits, picture, examples, x, offset);
    } else {
      examples.copyTo(example, x, offset);
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
