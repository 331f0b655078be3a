package org.tombola.nn;

import org.tombola.engine.Backends;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Kind;

/// Numbers a layer keeps but no optimiser trains: the running mean and variance of a batch
/// normalisation. They are saved, and rewound, with the weights.
///
/// Lives on the backend that was current when it was made, outside any workspace, so that what a
/// training step leaves in it outlasts the step.
public final class Buffer implements State {
  private final String name;
  private final Tensor tensor;

  /// A buffer whose elements are all `value`.
  ///
  /// @param name the full name in its network, see [Names]
  public Buffer(String name, Shape shape, float value) {
    var storage = Backends.current().allocate(Kind.PLAIN, shape);
    storage.owner().fill(value, storage);
    this.name = name;
    this.tensor = Tensor.wrap(storage);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Shape shape() {
    return tensor.shape();
  }

  /// The tensor to compute with: plain, not tracked, the same object for the buffer's lifetime.
  public Tensor tensor() {
    return tensor;
  }

  @Override
  public float[] toArray() {
    return tensor.toArray();
  }

  @Override
  public void write(float[] values) {
    if (values.length != shape().size()) {
      throw new WeightsException(
          "buffer '%s' of shape %s: %d values, expected %d"
              .formatted(name, shape(), values.length, shape().size()));
    }
    tensor.storage().write(values);
  }

  /// A running average, on the device: `(1 − share)` of what is here and `share` of `scale · now`.
  ///
  /// @throws WeightsException if the shapes differ
  public void moveTowards(Tensor now, float scale, float share) {
    if (!now.shape().equals(shape())) {
      throw new WeightsException(
          "buffer '%s' of shape %s: values of shape %s".formatted(name, shape(), now.shape()));
    }
    tensor.backend().moveTowards(share, scale, now.storage(), tensor.storage());
  }

  @Override
  public String toString() {
    return name + " " + shape();
  }
}
