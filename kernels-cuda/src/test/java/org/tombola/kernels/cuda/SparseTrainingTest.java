package org.tombola.kernels.cuda;

import org.junit.jupiter.api.condition.EnabledIf;

/// Training of a pruned network on the GPU of this machine.
@EnabledIf("org.tombola.kernels.cuda.GpuAtHand#there")
class SparseTrainingTest extends SparseTrainingCases {
  @Override
  Device open() {
    return GpuAtHand.open();
  }
}
