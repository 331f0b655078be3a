package org.tombola.kernels.cuda;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How a backend computes, as its user chose: `cuda:precision=tf32,sparse=on`.
///
/// @param precision what products and convolutions multiply in
/// @param cublas whether NVIDIA's library multiplies matrices, instead of kernels of its own
/// @param sparse whether pruned weights are skipped
record CudaChoices(Precision precision, boolean cublas, SparseChoice sparse) {
  private static final String PRECISION = "precision";
  private static final String GEMM = "gemm";
  private static final String SPARSE = "sparse";
  private static final String CUBLAS = "cublas";

  /// What there is to choose from, the default first.
  static final Map<String, List<String>> OFFERED =
      Map.of(
          PRECISION,
          Arrays.stream(Precision.values()).map(Precision::choice).toList(),
          GEMM,
          List.of("own", CUBLAS),
          SPARSE,
          Arrays.stream(SparseChoice.values()).map(SparseChoice::choice).toList());

  /// The defaults but for what products multiply in.
  static CudaChoices in(Precision precision) {
    return new CudaChoices(precision, false, SparseChoice.OFF);
  }

  /// @param choices some of those [#OFFERED]
  static CudaChoices of(Map<String, String> choices) {
    return new CudaChoices(
        Precision.of(choices.getOrDefault(PRECISION, Precision.FP32.choice())),
        CUBLAS.equals(choices.get(GEMM)),
        SparseChoice.of(choices.getOrDefault(SPARSE, SparseChoice.OFF.choice())));
  }

  /// Those that are not the default.
  Map<String, String> told() {
    Map<String, String> told = new TreeMap<>();
    if (precision != Precision.FP32) {
      told.put(PRECISION, precision.choice());
    }
    if (cublas) {
      told.put(GEMM, CUBLAS);
    }
    if (sparse != SparseChoice.OFF) {
      told.put(SPARSE, sparse.choice());
    }
    return told;
  }
}
