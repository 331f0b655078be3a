package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;

/// Products with pruned weights on the kernels that ship, run by the interpreter.
class InterpretedSparseTest extends SparseCases {
  private static final Set<String> RUN = new TreeSet<>();

  @Override
  Device open() {
    return new PtxDevice(RUN);
  }

  @AfterAll
  static void every_kernel_has_run() {
    Set<String> left = new TreeSet<>(PtxDevice.family("sparse").kernels());
    left.removeAll(RUN);
    assertEquals(Set.of(), left, "kernels that no test has run");
  }
}
