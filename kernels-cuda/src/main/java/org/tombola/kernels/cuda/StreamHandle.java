package org.tombola.kernels.cuda;

import jcuda.driver.CUstream;

/// A stream, as JCuda and as the driver's own handle, which other libraries take.
final class StreamHandle extends CUstream {
  /// What the driver has written into this: a `CUstream`.
  long value() {
    return getNativePointer();
  }
}
