package org.tombola.engine;

import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.spi.Storage;

/// Where gradients arrive: the first contribution is stored, later ones are added.
///
/// Nothing lives on the tensors themselves, so there is nothing to zero between steps.
public final class Gradients {
  private final Tensor loss;
  private final IdentityHashMap<Tensor, Tensor> found = new IdentityHashMap<>();

  Gradients(Tensor loss) {
    this.loss = loss;
  }

  /// The loss that was differentiated.
  public Tensor loss() {
    return loss;
  }

  /// `∂loss/∂leaf`, of the leaf's kind and shape.
  ///
  /// @throws EngineException if the loss does not depend on the leaf, or it is not tracked
  public Tensor of(Tensor leaf) {
    Tensor gradient = found.get(leaf);
    if (gradient == null) {
      throw new EngineException("gradients: the loss does not depend on " + leaf);
    }
    return gradient;
  }

  /// `∂loss/∂leaf`, zeros if the loss does not depend on the leaf.
  public Tensor orZero(Tensor leaf) {
    Tensor gradient = found.get(leaf);
    return gradient != null ? gradient : Tensor.zeros(leaf.backend(), leaf.kind(), leaf.shape());
  }

  /// The same gradients, each multiplied by `factor`; the loss stays as it is.
  public Gradients times(float factor) {
    var scaled = new Gradients(loss);
    found.forEach((leaf, gradient) -> scaled.found.put(leaf, gradient.times(factor)));
    return scaled;
  }

  /// Adds a contribution to the gradient of `input`; called by an operation's backward. The
  /// supplier runs only if that gradient is wanted, and returns null where the derivative is zero.
  public void add(Tensor input, Supplier<? extends @Nullable Tensor> contribution) {
    if (!input.isTracked()) {
      return;
    }
    Tensor made = contribution.get();
    if (made != null) {
      found.merge(input, made, Tensor::plus);
    }
  }

  /// Puts the memory of all that has been found and not taken into `storages`, in place of what is
  /// there.
  void storages(Set<Storage> storages) {
    storages.clear();
    found.values().forEach(gradient -> storages.add(gradient.storage()));
  }

  /// Removes and returns the gradient of an intermediate result, so that it is freed as the walk
  /// goes by; null if nothing was contributed.
  @Nullable Tensor take(Tensor result) {
    return found.remove(result);
  }
}
