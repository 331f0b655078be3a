package org.tombola.kernels.cuda;

/// What products and convolutions multiply in; sums are float32 always, and so is all else.
enum Precision {
  /// float32 on the ordinary cores.
  FP32,
  /// Operands cut to 10 bits of mantissa, on tensor cores (compute capability 8.0 and up).
  TF32,
  /// Operands rounded to bfloat16, 7 bits of mantissa, on tensor cores (8.0 and up).
  BF16
}
