package org.tombola.nn;

import java.util.function.Supplier;
import org.tombola.engine.Tensor;

/// What the units of a network give while it computes, for whoever wants to look: a unit is a
/// channel of maps or an output of a linear layer, what it gives is what its ReLU lets through.
///
/// Looking is opt-in and lexical, as recording on a tape is: it happens inside [#watched], on the
/// thread that called it, and nowhere else.
///
/// ```java
/// Activations.watched(
///     (layer, out) -> System.out.println(layer + " " + out.shape()),
///     () -> network.forward(x, Phase.EVAL));
/// ```
public final class Activations {
  private static final ScopedValue<Watcher> WATCHING = ScopedValue.newInstance();

  private Activations() {}

  /// Sees every ReLU's output.
  @FunctionalInterface
  public interface Watcher {
    /// A ReLU has computed.
    ///
    /// @param layer the path of the layer that the ReLU comes after: `conv1`, `fc2`, `layer1.0.bn2`
    ///   at the end of a residual block
    /// @param out (N, C, H, W) or (N, F); read it now, a step's memory ends with the step
    void seen(String layer, Tensor out);
  }

  /// Runs `body`, and shows the watcher every ReLU's output in it, in the order of computation.
  public static <T> T watched(Watcher watcher, Supplier<T> body) {
    return ScopedValue.where(WATCHING, watcher).call(body::get);
  }

  /// What a layer calls with a ReLU's output, which it gets back.
  public static Tensor show(String layer, Tensor out) {
    if (WATCHING.isBound()) {
      WATCHING.get().seen(layer, out);
    }
    return out;
  }
}
