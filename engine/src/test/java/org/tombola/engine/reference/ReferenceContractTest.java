package org.tombola.engine.reference;

import org.tombola.engine.cases.BackendContract;
import org.tombola.engine.spi.Backend;

/// Against itself, agreement says only that poisoned memory has no influence; the gradients are
/// checked in earnest.
class ReferenceContractTest extends BackendContract {
  @Override
  protected Backend open(int threads) {
    return new ReferenceProvider().open(threads);
  }
}
