package org.tombola.engine.reference;

import java.util.List;
import java.util.Map;
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

  /// The one way it knows, so that forcing it is no error.
  @Override
  public Map<String, List<String>> choices() {
    return Map.of("conv", List.of("direct"));
  }

  /// The number of threads is ignored: the specification runs in the caller's.
  @Override
  public Backend open(int threads, Map<String, String> choices) {
    return new ReferenceBackend();
  }
}
