package org.tombola.kernels.cuda;

import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.tombola.engine.BackendName;
import org.tombola.engine.spi.Backend;

/// The backend `cuda` where there is no GPU, for tests of what uses it.
public final class InterpretedBackend {
  private InterpretedBackend() {}

  /// The backend of that name, run by the interpreter; `gemm=cublas` is a stand-in's work.
  ///
  /// @param name as a user gives it, `cuda` or `cuda:precision=tf32`
  public static Backend open(String name) {
    return open(name, _ -> {});
  }

  /// The same, watched.
  ///
  /// @param meanwhile is told, whenever numbers that were to be read later are asked for, how many
  ///   kernels have run since
  public static Backend open(String name, IntConsumer meanwhile) {
    CudaChoices choices = CudaChoices.of(BackendName.parse(name).choices());
    PtxDevice device = new PtxDevice(new TreeSet<>(), meanwhile);
    if (choices.cublas()) {
      device.multiplyWith(new CublasLibrary("a stand-in", new StandInCublas(device)));
    }
    return new CudaBackend(device, choices);
  }
}
