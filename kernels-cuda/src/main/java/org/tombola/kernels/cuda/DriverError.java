package org.tombola.kernels.cuda;

/// A driver function returned something but success; the message is the code's name.
final class DriverError extends Exception {
  private static final long serialVersionUID = 1L;

  DriverError(String function, int code) {
    super(function + " returned " + name(code) + " (" + code + ")");
  }

  /// The constants of `CUresult` in `cuda.h` that a probe can meet.
  private static String name(int code) {
    return switch (code) {
      case 1 -> "CUDA_ERROR_INVALID_VALUE";
      case 2 -> "CUDA_ERROR_OUT_OF_MEMORY";
      case 3 -> "CUDA_ERROR_NOT_INITIALIZED";
      case 34 -> "CUDA_ERROR_STUB_LIBRARY";
      case 46 -> "CUDA_ERROR_DEVICE_UNAVAILABLE";
      case 100 -> "CUDA_ERROR_NO_DEVICE";
      case 101 -> "CUDA_ERROR_INVALID_DEVICE";
      case 304 -> "CUDA_ERROR_OPERATING_SYSTEM";
      case 500 -> "CUDA_ERROR_NOT_FOUND";
      case 802 -> "CUDA_ERROR_SYSTEM_NOT_READY";
      case 803 -> "CUDA_ERROR_SYSTEM_DRIVER_MISMATCH";
      case 804 -> "CUDA_ERROR_COMPAT_NOT_SUPPORTED_ON_DEVICE";
      case 999 -> "CUDA_ERROR_UNKNOWN";
      default -> "a CUresult without a name here";
    };
  }
}
