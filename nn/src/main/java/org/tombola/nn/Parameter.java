package org.tombola.nn;

import org.jspecify.annotations.Nullable;
import org.tombola.engine.Backends;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// A trained tensor: the only kind of tensor whose numbers change.
///
/// They change in three ways: [#write], [#mask] and an optimiser's step. Where a mask is 0, all
/// three leave exactly +0, so that every moment's weights are right to save, whatever momentum and
/// weight decay did (the mask is part of the optimiser's fused step, not of the forward pass).
///
/// Lives on the backend that was current when it was made, outside any workspace.
public final class Parameter implements State {
  private final String name;
  private final Role role;
  private final Tensor tensor;
  private @Nullable Storage mask;

  /// A parameter of zeros.
  ///
  /// @param name the full name in its network, see [Names]
  public Parameter(String name, Role role, Shape shape) {
    this.name = name;
    this.role = role;
    this.tensor = Tensor.wrap(Backends.current().allocate(Kind.PLAIN, shape)).tracked();
  }

  @Override
  public String name() {
    return name;
  }

  public Role role() {
    return role;
  }

  /// The tensor to compute with: plain and tracked, the same object for the parameter's lifetime.
  public Tensor tensor() {
    return tensor;
  }

  @Override
  public Shape shape() {
    return tensor.shape();
  }

  @Override
  public float[] toArray() {
    return tensor.toArray();
  }

  /// Replaces all numbers, row-major; where the mask is 0, by +0.
  ///
  /// @throws WeightsException if there are not exactly `shape().size()` of them
  @Override
  public void write(float[] values) {
    checkCount("values", values.length);
    tensor.storage().write(mask == null ? values : gated(values, read(mask)));
  }

  /// From now on keeps the entries where `zeroOne` is 0 at exactly +0, starting at once. Null frees
  /// them again; they start from +0.
  ///
  /// @param zeroOne row-major, every element 0 or 1, or null for no mask
  /// @throws WeightsException if the count is not `shape().size()` or an element is neither 0 nor 1
  public void mask(float @Nullable [] zeroOne) {
    if (zeroOne == null) {
      mask = null;
      tensor.backend().pattern(tensor.storage(), null);
      return;
    }
    checkCount("mask values", zeroOne.length);
    for (int i = 0; i < zeroOne.length; i++) {
      if (zeroOne[i] != 0f && zeroOne[i] != 1f) {
        throw new WeightsException(
            "parameter '%s': mask value %d is %s, expected 0 or 1".formatted(name, i, zeroOne[i]));
      }
    }
    Storage fresh = tensor.backend().allocate(Kind.PLAIN, shape());
    fresh.write(zeroOne);
    mask = fresh;
    tensor.storage().write(gated(toArray(), zeroOne));
    tensor.backend().pattern(tensor.storage(), fresh);
  }

  /// The mask as the optimiser's step takes it: 0 or 1 each, on the tensor's backend; null without
  /// one. Not to be written to.
  public @Nullable Storage mask() {
    return mask;
  }

  /// A select, not a product: −1 · 0 is −0, and NaN · 0 is NaN.
  private static float[] gated(float[] values, float[] zeroOne) {
    float[] kept = new float[values.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = zeroOne[i] != 0f ? values[i] : 0f;
    }
    return kept;
  }

  private static float[] read(Storage storage) {
    float[] values = new float[storage.shape().size()];
    storage.read(values);
    return values;
  }

  private void checkCount(String what, int found) {
    if (found != shape().size()) {
      throw new WeightsException(
          "parameter '%s' of shape %s: %d %s, expected %d"
              .formatted(name, shape(), found, what, shape().size()));
    }
  }

  @Override
  public String toString() {
    return name + " " + shape();
  }
}
