package org.tombola.kernels.cuda;

/// The GPU of this machine, if it has one. Tests that need it are skipped elsewhere:
/// `@EnabledIf("org.tombola.kernels.cuda.GpuAtHand#there")`.
final class GpuAtHand {
  private GpuAtHand() {}

  static boolean there() {
    return new CudaProvider().unavailableBecause().isEmpty();
  }

  static Device open() {
    return new JCudaDevice();
  }
}
