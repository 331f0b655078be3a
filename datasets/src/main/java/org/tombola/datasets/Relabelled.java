package org.tombola.datasets;

import org.tombola.engine.RandomStream;

/// Another set's examples with labels of their own: a view.
final class Relabelled extends View {
  private final int[] labels;

  private Relabelled(Examples all, int[] labels) {
    super(all);
    this.labels = labels;
  }

  /// Each label drawn anew with that probability; example i uses number 2i to decide and 2i + 1 to
  /// draw.
  static Relabelled of(Examples all, double probability, RandomStream stream) {
    int[] labels = new int[all.size()];
    for (int i = 0; i < labels.length; i++) {
      boolean anew = stream.uniform(2L * i) < probability;
      labels[i] = anew ? stream.below(2L * i + 1, all.classes()) : all.label(i);
    }
    return new Relabelled(all, labels);
  }

  @Override
  public int label(int index) {
    return labels[index];
  }
}
