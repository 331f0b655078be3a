package org.tombola.engine.reference;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombola.engine.cases.BackendContract;
import org.tombola.engine.cases.OpCase;
import org.tombola.engine.spi.Backend;

/// Against itself, agreement says only that poisoned memory has no influence; the gradients are
/// checked in earnest. The backend keeps nothing between calls, so cases run side by side.
@Execution(ExecutionMode.CONCURRENT)
class ReferenceContractTest extends BackendContract {
  @Override
  protected Backend open(int threads) {
    return new ReferenceProvider().open(threads);
  }

  /// Without the large cases, on which other backends are compared with it.
  @Override
  @ParameterizedTest
  @MethodSource("all")
  public void agrees_with_the_reference(OpCase each) {
    super.agrees_with_the_reference(each);
  }

  /// No test here: it has one thread, whatever is asked for.
  @Override
  public void gives_the_same_bits_with_three_threads(OpCase each) {}
}
