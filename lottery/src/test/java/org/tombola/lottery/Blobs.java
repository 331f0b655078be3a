package org.tombola.lottery;

import org.tombola.datasets.Dataset;
import org.tombola.datasets.Examples;
import org.tombola.datasets.ImageShape;
import org.tombola.engine.Rng;

/// A data set small enough for tests: each class is a random 4×4 picture with noise.
public final class Blobs implements Examples {
  private static final int CLASSES = 3;
  private static final ImageShape SHAPE = new ImageShape(1, 4, 4);

  private final int size;
  private final String stream;

  private Blobs(int size, String stream) {
    this.size = size;
    this.stream = stream;
  }

  /// 100 to train and 37 to test: both end in short batches.
  public static Dataset dataset() {
    return new Dataset("digits", new Blobs(100, "train"), new Blobs(37, "test"), "0123abcd");
  }

  public static Examples examples(int size) {
    return new Blobs(size, "examples");
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int classes() {
    return CLASSES;
  }

  @Override
  public ImageShape shape() {
    return SHAPE;
  }

  @Override
  public int label(int index) {
    return new Rng(1).stream(stream + "/label").below(index, CLASSES);
  }

  @Override
  public void copyTo(int index, float[] into, int offset) {
    var noise = new Rng(1).stream(stream + "/noise");
    var centre = new Rng(1).stream("centre" + label(index));
    for (int i = 0; i < SHAPE.size(); i++) {
      double value = centre.gaussian(i) + 0.7 * noise.gaussian((long) index * SHAPE.size() + i);
      into[offset + i] = (float) value;
    }
  }
}
