package org.tombola.engine.reference;

import java.util.Arrays;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// A compact row-major array: the physical order is the logical order, whatever the kind.
final class ReferenceStorage implements Storage {
  private final Backend owner;
  private final Kind kind;
  private final Shape shape;
  final float[] values;

  ReferenceStorage(Backend owner, Kind kind, Shape shape) {
    this.owner = owner;
    this.kind = kind;
    this.shape = shape;
    this.values = new float[shape.size()];
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
    System.arraycopy(values, 0, into, 0, values.length);
  }

  @Override
  public void write(float[] from) {
    System.arraycopy(from, 0, values, 0, values.length);
  }

  @Override
  public void poison() {
    Arrays.fill(values, Float.NaN);
  }

  /// Like `batched 60×784 on reference`.
  @Override
  public String toString() {
    return (kind == Kind.BATCHED ? "batched " : "plain ") + shape + " on " + owner.name();
  }
}
