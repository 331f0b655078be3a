package org.tombola.kernels.cuda;

import org.junit.jupiter.api.condition.EnabledIf;
import org.tombola.engine.BackendUnavailable;

/// Products by cuBLAS on the GPU of this machine, where both are there.
@EnabledIf("there")
class CublasTest extends BlasGemmCases {
  static boolean there() {
    if (!GpuAtHand.there()) {
      return false;
    }
    try {
      return !CublasLibrary.load().version().isEmpty();
    } catch (BackendUnavailable _) {
      return false;
    }
  }

  @Override
  Device open() {
    JCudaDevice device = new JCudaDevice();
    device.multiplyWith(CublasLibrary.load());
    return device;
  }

  /// Tensor cores may cut what they read where the stand-in rounds it.
  @Override
  double limit(Precision precision) {
    return precision == Precision.TF32 ? 2e-3 : super.limit(precision);
  }
}
