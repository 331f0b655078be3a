package org.tombola.datasets;

import java.util.List;
import java.util.Optional;

/// Some of another set's examples, in an order of its own: a view, nothing is copied.
final class Subset extends View {
  private final int[] indices;

  Subset(Examples all, int[] indices) {
    super(all);
    this.indices = indices;
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public int label(int index) {
    return all.label(indices[index]);
  }

  @Override
  public void copyTo(int index, float[] into, int offset) {
    all.copyTo(indices[index], into, offset);
  }

  @Override
  public Optional<Concepts> concepts() {
    return all.concepts().map(Part::new);
  }

  /// The concepts of these examples.
  private final class Part implements Concepts {
    private final Concepts whole;

    Part(Concepts whole) {
      this.whole = whole;
    }

    @Override
    public List<Category> categories() {
      return whole.categories();
    }

    @Override
    public void copyTo(int index, int category, byte[] into, int offset) {
      whole.copyTo(indices[index], category, into, offset);
    }
  }
}
