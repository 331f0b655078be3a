package org.tombola.kernels.cuda;

import org.junit.jupiter.api.condition.EnabledIf;

/// The ladder on the GPU of this machine.
@EnabledIf("org.tombola.kernels.cuda.GpuAtHand#there")
class LadderTest extends LadderCases {
  @Override
  Device open() {
    return GpuAtHand.open();
  }
}
