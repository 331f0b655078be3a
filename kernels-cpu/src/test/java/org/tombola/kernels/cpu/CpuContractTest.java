package org.tombola.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.engine.cases.BackendContract;
import org.tombola.engine.cases.OpCase;
import org.tombola.engine.cases.OpCases;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;

/// The contract every backend signs: all operation cases, special values, bits across threads. On
/// the backend that users get, so convolutions are Winograd's where the table says so;
/// [DirectContractTest] has the others.
class CpuContractTest extends BackendContract {
  /// What Winograd's transforms cost in accuracy: the largest error of these cases is half of it.
  private static final double WINOGRAD = 3e-5;

  @Override
  protected Backend open(int threads) {
    return new CpuBackend(threads);
  }

  @Override
  protected double tolerance(OpCase each) {
    return winograd(each) ? WINOGRAD : each.tolerance();
  }

  /// Whether a case is a convolution of 3×3, step 1 and at least 16 channels on both sides.
  private static boolean winograd(OpCase each) {
    return each.op().startsWith("conv2d")
        && each.op().contains("3×3/1+1")
        && each.inputs().stream()
            .filter(input -> input.shape().rank() == 4)
            .allMatch(
                input ->
                    input.shape().dim(1) >= 16
                        && (input.kind() == Kind.BATCHED || input.shape().dim(0) >= 16));
  }

  /// Otherwise the contract would say nothing of it.
  @Test
  void some_cases_of_every_verb_are_winograds() {
    try (Backend auto = open(1);
        Backend direct = new CpuBackend(1, ConvAlgorithm.DIRECT, SparseChoice.AUTO)) {
      for (String verb : List.of("conv2d,", "conv2dInputGrad,", "conv2dWeightGrad,")) {
        assertTrue(
            OpCases.all().stream()
                .filter(each -> each.op().startsWith(verb) && winograd(each))
                .anyMatch(each -> !Arrays.equals(result(each, auto), result(each, direct))),
            verb);
      }
    }
  }

  private static float[] result(OpCase each, Backend on) {
    return each.function().apply(each.tensors(on, each.draw(), false)).toArray();
  }
}
