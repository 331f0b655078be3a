package org.tombola.kernels.cuda;

/// The few functions of NVIDIA's driver that a probe needs.
interface Driver {
  /// `cuInit`. Must come first.
  void initialise() throws DriverError;

  /// `cuDriverGetVersion`: the newest CUDA the driver knows, 1000 · major + 10 · minor.
  int version() throws DriverError;

  /// `cuDeviceGetCount`.
  int devices() throws DriverError;

  /// The name of the device with that ordinal, from 0.
  String name(int ordinal) throws DriverError;

  /// Its compute capability, 10 · major + minor.
  int capability(int ordinal) throws DriverError;
}
