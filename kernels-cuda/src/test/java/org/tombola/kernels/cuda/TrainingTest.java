package org.tombola.kernels.cuda;

import org.junit.jupiter.api.condition.EnabledIf;

/// Training on the GPU of this machine.
@EnabledIf("org.tombola.kernels.cuda.GpuAtHand#there")
class TrainingTest extends TrainingCases {
  @Override
  Device open() {
    return GpuAtHand.open();
  }
}
