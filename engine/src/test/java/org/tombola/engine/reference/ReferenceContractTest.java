package org.tombola.engine.reference;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tombola.engine.cases.BackendContract;
import org.tombola.engine.cases.OpCase;
import org.tombola.engine.spi.Backend;

/// Against itself, agreement says only that poisoned memory has no influence; the gradients are
/// checked in earnest.
@Execution(ExecutionMode.CONCURRENT)
class ReferenceContractTest extends BackendContract {
  @Override
  protected Backend open(int threads) {
    return new ReferenceProvider().open(threads);
  }

  /// No test here: it has one thread, whatever is asked for.
  @Override
  public void gives_the_same_bits_with_three_threads(OpCase each) {}
}
