package org.tombola.kernels.cuda;

import jcuda.driver.CUresult;
import org.tombola.engine.EngineException;

/// Result codes of the driver's functions.
final class Calls {
  private Calls() {}

  /// @throws EngineException naming the function and the code, unless that is success
  static void check(String function, int code) {
    if (code != CUresult.CUDA_SUCCESS) {
      throw failed(function, code, "");
    }
  }

  /// @param more what else is known, or nothing
  static EngineException failed(String function, int code, String more) {
    return new EngineException(
        "the NVIDIA driver failed: "
            + function
            + " returned "
            + CUresult.stringFor(code)
            + " ("
            + code
            + ")"
            + more);
  }
}
