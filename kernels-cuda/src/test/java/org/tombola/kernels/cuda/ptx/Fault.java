package org.tombola.kernels.cuda.ptx;

/// A kernel did what it must not: the message names the kernel, the line of the PTX, and the
/// thread.
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Fault(String message) {
    super(message);
  }
}
