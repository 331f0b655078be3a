package org.tombola.kernels.cpu;

import org.tombola.engine.cases.BackendContract;
import org.tombola.engine.cases.OpCase;
import org.tombola.engine.spi.Backend;

/// The contract of the direct convolutions; everything else is as in [CpuContractTest].
class DirectContractTest extends BackendContract {
  @Override
  protected Backend open(int threads) {
    return new CpuBackend(threads, ConvAlgorithm.DIRECT, SparseChoice.AUTO);
  }

  @Override
  protected boolean tries(OpCase each) {
    return each.op().contains("conv2d");
  }
}
