package org.tombola.datasets;

import java.util.Optional;

/// Another set's examples, nothing copied: what a kind of view does not change is the other set's.
abstract class View implements Examples {
  final Examples all;

  View(Examples all) {
    this.all = all;
  }

  @Override
  public int size() {
    return all.size();
  }

  @Override
  public int classes() {
    return all.classes();
  }

  @Override
  public ImageShape shape() {
    return all.shape();
  }

  @Override
  public int label(int index) {
    return all.label(index);
  }

  @Override
  public void copyTo(int index, float[] into, int offset) {
    all.copyTo(index, into, offset);
  }

  @Override
  public float black(int channel) {
    return all.black(channel);
  }

  @Override
  public float white(int channel) {
    return all.white(channel);
  }

  @Override
  public Optional<Concepts> concepts() {
    return all.concepts();
  }
}
