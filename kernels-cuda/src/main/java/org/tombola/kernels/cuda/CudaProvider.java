package org.tombola.kernels.cuda;

import java.util.Map;
import java.util.Optional;
import org.tombola.engine.BackendUnavailable;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.BackendProvider;

/// The backend `cuda`: above the CPU in rank, and not yet available anywhere.
public final class CudaProvider implements BackendProvider {
  /// Asked once: the answer does not change while a process runs.
  private static final class Answer {
    static final String REASON = Probe.ofThisMachine().reason();
  }

  @Override
  public String name() {
    return "cuda";
  }

  @Override
  public int rank() {
    return 20;
  }

  @Override
  public Optional<String> unavailableBecause() {
    return Optional.of(Answer.REASON);
  }

  @Override
  public Backend open(int threads, Map<String, String> choices) {
    throw new BackendUnavailable("backend 'cuda' is unavailable: " + Answer.REASON);
  }
}
