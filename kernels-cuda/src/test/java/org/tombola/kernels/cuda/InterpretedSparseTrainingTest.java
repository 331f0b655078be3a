package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;

/// Training of a pruned network on the kernels that ship, run by the interpreter.
class InterpretedSparseTrainingTest extends SparseTrainingCases {
  private static final Set<String> RUN = new TreeSet<>();

  @Override
  Device open() {
    return new PtxDevice(RUN);
  }

  /// So that it is not the dense products that agree with themselves.
  @AfterAll
  static void sparse_kernels_have_run() {
    assertTrue(RUN.containsAll(PtxDevice.family("sparse").kernels()), RUN::toString);
  }
}
