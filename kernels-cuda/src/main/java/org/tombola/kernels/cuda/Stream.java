package org.tombola.kernels.cuda;

/// Where a verb of the backend sends its work, in order.
interface Stream {
  void launch(Work work);

  /// Device memory for partial results, at least `bytes` bytes, holding anything: valid until the
  /// verb returns, and shared by all verbs, which is safe because work runs in order.
  long scratch(long bytes);

  /// Streaming multiprocessors of the device.
  int multiprocessors();

  /// Compute capability, 10 · major + minor.
  int capability();
}
