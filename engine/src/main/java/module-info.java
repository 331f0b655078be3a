import org.jspecify.annotations.NullMarked;
import org.tombola.engine.spi.BackendProvider;

/// Tensors, reverse-mode differentiation, and the interface a device implements.
///
/// Knows nothing of networks, data or pruning.
@NullMarked
module org.tombola.engine {
  requires static transitive org.jspecify;

  exports org.tombola.engine;
  exports org.tombola.engine.spi;

  uses BackendProvider;

  provides BackendProvider with
      org.tombola.engine.reference.ReferenceProvider;
}
