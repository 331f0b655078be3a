package org.tombola.kernels.cuda;

import org.junit.jupiter.api.condition.EnabledIf;
import org.tombola.engine.cases.BackendContract;
import org.tombola.engine.spi.Backend;

/// The contract every backend signs, on the GPU of this machine.
@EnabledIf("org.tombola.kernels.cuda.GpuAtHand#there")
class DeviceContractTest extends BackendContract {
  @Override
  protected Backend open(int threads) {
    return new CudaProvider().open(threads);
  }
}
