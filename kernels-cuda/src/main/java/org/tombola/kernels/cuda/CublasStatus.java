package org.tombola.kernels.cuda;

import org.tombola.engine.EngineException;

/// What a function of cuBLAS returns: `cublasStatus_t`, 0 being success.
final class CublasStatus {
  private CublasStatus() {}

  /// @param what the call was for, or nothing
  /// @throws EngineException naming the function and the code, unless that is success
  static void check(String function, int code, String what) {
    if (code != 0) {
      throw new EngineException(
          "cuBLAS failed: " + function + " returned " + name(code) + " (" + code + ")" + what);
    }
  }

  private static String name(int code) {
    return switch (code) {
      case 1 -> "CUBLAS_STATUS_NOT_INITIALIZED";
      case 3 -> "CUBLAS_STATUS_ALLOC_FAILED";
      case 7 -> "CUBLAS_STATUS_INVALID_VALUE";
      case 8 -> "CUBLAS_STATUS_ARCH_MISMATCH";
      case 11 -> "CUBLAS_STATUS_MAPPING_ERROR";
      case 13 -> "CUBLAS_STATUS_EXECUTION_FAILED";
      case 14 -> "CUBLAS_STATUS_INTERNAL_ERROR";
      case 15 -> "CUBLAS_STATUS_NOT_SUPPORTED";
      case 16 -> "CUBLAS_STATUS_LICENSE_ERROR";
      default -> "a cublasStatus_t without a name here";
    };
  }
}
