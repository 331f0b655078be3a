package org.tombola.kernels.cuda;

import org.tombola.engine.EngineException;

/// cuBLAS at work on one stream of a device, with memory of its own.
///
/// It is told that memory, so that it allocates none while a graph is recorded, and so that the
/// same run gives the same bytes: the kernels it chooses depend on how much it has.
final class Cublas implements AutoCloseable {
  /// What NVIDIA recommends for a Hopper; older devices need less.
  private static final long WORKSPACE = 32L << 20; // bytes

  private final CublasLibrary library;
  private final Device device;
  private final long workspace;
  private final long handle;

  /// @param stream the driver's handle of the stream that everything else of `device` is in
  /// @throws EngineException if cuBLAS refuses, naming the function and the code
  Cublas(CublasLibrary library, Device device, long stream) {
    this.library = library;
    this.device = device;
    workspace = device.allocate(WORKSPACE);
    long made = 0;
    try {
      made = library.create();
      library.use(made, stream, workspace, WORKSPACE);
    } catch (EngineException e) {
      if (made != 0) {
        library.destroy(made);
      }
      device.free(workspace);
      throw e;
    }
    handle = made;
  }

  /// As [Device#blas].
  String version() {
    return library.version();
  }

  /// Hands one product over; its operands and its result are the device's.
  void multiply(BlasProduct product) {
    library.multiply(handle, product);
  }

  /// Waits for the device.
  @Override
  public void close() {
    library.destroy(handle);
    device.free(workspace);
  }
}
