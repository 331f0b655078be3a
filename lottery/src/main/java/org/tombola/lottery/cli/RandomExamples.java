package org.tombola.lottery.cli;

import org.tombola.datasets.Examples;
import org.tombola.datasets.ImageShape;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;

/// Random numbers with random labels: what a training step costs does not depend on what the
/// pictures show. Some tens of thousands are drawn and repeated, as drawing millions takes seconds;
/// their count being prime, no picture is like another.
final class RandomExamples implements Examples {
  private static final int DRAWN = 65_521;

  private final ImageShape shape;
  private final int classes;
  private final float[] values;
  private final int[] labels;

  RandomExamples(int count, ImageShape shape, int classes) {
    this.shape = shape;
    this.classes = classes;
    this.values = new float[Math.multiplyExact(count, shape.size())];
    this.labels = new int[count];
    var rng = new Rng(0);
    RandomStream pictures = rng.stream("throughput/pictures");
    for (int i = 0; i < values.length; i++) {
      values[i] = i < DRAWN ? (float) pictures.gaussian(i) : values[i - DRAWN];
    }
    RandomStream classOf = rng.stream("throughput/labels");
    for (int i = 0; i < count; i++) {
      labels[i] = classOf.below(i, classes);
    }
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public ImageShape shape() {
    return shape;
  }

  @Override
  public int label(int index) {
    return labels[index];
  }

  @Override
  public void copyTo(int index, float[] into, int offset) {
    System.arraycopy(values, index * shape.size(), into, offset, shape.size());
  }
}
