package org.tombola.kernels.cuda;

import org.junit.jupiter.api.condition.EnabledIf;

/// Products with pruned weights on the GPU of this machine.
@EnabledIf("org.tombola.kernels.cuda.GpuAtHand#there")
class SparseTest extends SparseCases {
  @Override
  Device open() {
    return GpuAtHand.open();
  }
}
