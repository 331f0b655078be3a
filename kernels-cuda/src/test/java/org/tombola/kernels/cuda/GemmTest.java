package org.tombola.kernels.cuda;

import org.junit.jupiter.api.condition.EnabledIf;

/// Products on the GPU of this machine.
@EnabledIf("org.tombola.kernels.cuda.GpuAtHand#there")
class GemmTest extends GemmCases {
  @Override
  Device open() {
    return GpuAtHand.open();
  }
}
