package org.tombola.kernels.cuda;

import org.junit.jupiter.api.condition.EnabledIf;
import org.tombola.engine.cases.BackendContract;
import org.tombola.engine.spi.Backend;

/// The same contract on a device, where there is one; skipped otherwise.
@EnabledIf("there")
class DeviceContractTest extends BackendContract {
  static boolean there() {
    return new CudaProvider().unavailableBecause().isEmpty();
  }

  @Override
  protected Backend open(int threads) {
    return new CudaProvider().open(threads);
  }
}
