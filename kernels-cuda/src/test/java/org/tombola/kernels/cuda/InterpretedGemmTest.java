package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;

/// Products on the kernels that ship, run by the interpreter.
class InterpretedGemmTest extends GemmCases {
  private static final Set<String> RUN = new TreeSet<>();
  private static int opened;

  @Override
  Device open() {
    opened++;
    return new PtxDevice(RUN);
  }

  /// Unless only some of the cases were asked for.
  @AfterAll
  static void every_kernel_has_run() {
    if (opened == 9) {
      Set<String> all = new TreeSet<>(PtxDevice.family("gemm").kernels());
      all.addAll(PtxDevice.family("gemm_tensor").kernels());
      assertEquals(all, RUN);
    }
  }
}
