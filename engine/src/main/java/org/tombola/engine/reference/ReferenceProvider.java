package org.tombola.engine.reference;

import java.util.Optional;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.BackendProvider;

/// Offers the reference backend: always available, ranked last.
public final class ReferenceProvider implements BackendProvider {
  @Override
  public String name() {
    return ReferenceBackend.NAME;
  }

  @Override
  public int rank() {
    return 0;
  }

  @Override
  public Optional<String> unavailableBecause() {
    return Optional.empty();
  }

  /// The number of threads is ignored: the specification runs in the caller's.
  @Override
  public Backend open(int threads) {
    return new ReferenceBackend();
  }
}
