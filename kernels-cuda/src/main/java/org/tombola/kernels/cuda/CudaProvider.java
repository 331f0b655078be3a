package org.tombola.kernels.cuda;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcuda.driver.JCudaDriver;
import org.tombola.engine.BackendUnavailable;
import org.tombola.engine.EngineException;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.BackendProvider;

/// The backend `cuda`: above the CPU in rank, available where [Probe] finds nothing missing.
public final class CudaProvider implements BackendProvider {
  /// Compute capability of the first with tf32 and bfloat16, 10 · major + minor.
  private static final int TENSOR_CORES = 80;

  /// Asked once: the answer does not change while a process runs.
  private static final class Answer {
    static final Optional<String> REASON =
        Probe.ofThisMachine().reason().or(Answer::unloadableBecause);

    /// JCuda's class loads its library when it is first used, and fails for good if that fails.
    private static Optional<String> unloadableBecause() {
      try {
        Natives.DRIVER.loadWith(() -> JCudaDriver.setExceptionsEnabled(false));
        return Optional.empty();
      } catch (IOException | LinkageError e) {
        String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return Optional.of("JCuda's native library cannot be loaded: " + first);
      }
    }
  }

  @Override
  public String name() {
    return CudaBackend.NAME;
  }

  @Override
  public int rank() {
    return 20;
  }

  @Override
  public Optional<String> unavailableBecause() {
    return Answer.REASON;
  }

  @Override
  public Map<String, List<String>> choices() {
    return CudaChoices.OFFERED;
  }

  /// Loads cuBLAS where it is there, a library of hundreds of megabytes.
  @Override
  public List<String> rules() {
    return List.of("products of matrices by own kernels; gemm=cublas: " + cublas());
  }

  private static String cublas() {
    try {
      CublasLibrary library = CublasLibrary.load();
      return library.version() + " (" + library.file() + ")";
    } catch (EngineException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public Backend open(int threads, Map<String, String> choices) {
    if (Answer.REASON.isPresent()) {
      throw new BackendUnavailable("backend 'cuda' is unavailable: " + Answer.REASON.get());
    }
    CudaChoices chosen = CudaChoices.of(choices);
    Optional<CublasLibrary> library =
        chosen.cublas() ? Optional.of(CublasLibrary.load()) : Optional.empty();
    JCudaDevice device = new JCudaDevice();
    try {
      if (chosen.precision() != Precision.FP32 && device.capability() < TENSOR_CORES) {
        throw new BackendUnavailable(
            "backend 'cuda' is unavailable with precision "
                + chosen.precision().choice()
                + ": that needs a device of compute capability 8.0 or newer");
      }
      library.ifPresent(device::multiplyWith);
      return new CudaBackend(device, chosen);
    } catch (EngineException e) {
      try (device) { // whose closing may fail too: e is what is said
        throw e;
      }
    }
  }
}
