package org.tombola.kernels.cuda;

import org.junit.jupiter.api.condition.EnabledIf;

/// Convolutions on the GPU of this machine.
@EnabledIf("org.tombola.kernels.cuda.GpuAtHand#there")
class ConvTest extends ConvCases {
  @Override
  Device open() {
    return GpuAtHand.open();
  }
}
