package org.tombola.kernels.cuda;

/// Products by way of cuBLAS's binding, multiplied by a stand-in; rounding and bias by the kernels
/// that ship, run by the interpreter.
class InterpretedCublasGemmTest extends BlasGemmCases {
  @Override
  Device open() {
    PtxDevice device = new PtxDevice();
    return device.multiplyWith(new CublasLibrary("a stand-in", new StandInCublas(device)));
  }
}
