package org.tombola.kernels.cuda;

import jcuda.driver.CUdeviceptr;

/// A place in device memory, as JCuda and as a number.
final class Address extends CUdeviceptr {
  /// What the driver has written into this.
  long value() {
    return getNativePointer();
  }

  static CUdeviceptr of(long address) {
    return new CUdeviceptr().withByteOffset(address);
  }
}
