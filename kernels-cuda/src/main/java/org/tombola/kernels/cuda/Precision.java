package org.tombola.kernels.cuda;

import java.util.Locale;

/// What products and convolutions multiply in; sums are float32 always, and so is all else.
enum Precision {
  /// float32 on the ordinary cores.
  FP32,
  /// Operands cut to 10 bits of mantissa, on tensor cores (compute capability 8.0 and up).
  TF32,
  /// Operands rounded to bfloat16, 7 bits of mantissa, on tensor cores (8.0 and up).
  BF16;

  /// As a user writes it: `fp32`, `tf32` or `bf16`.
  String choice() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The one that a user writes so.
  static Precision of(String choice) {
    return valueOf(choice.toUpperCase(Locale.ROOT));
  }
}
