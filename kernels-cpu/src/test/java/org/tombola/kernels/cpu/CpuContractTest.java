package org.tombola.kernels.cpu;

import org.tombola.engine.cases.BackendContract;
import org.tombola.engine.spi.Backend;

/// The contract every backend signs: all operation cases, special values, bits across threads.
class CpuContractTest extends BackendContract {
  @Override
  protected Backend open(int threads) {
    return new CpuBackend(threads, ConvAlgorithm.DIRECT, SparseChoice.AUTO);
  }
}
