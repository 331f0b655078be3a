package org.tombola.kernels.cuda;

/// Training with cuBLAS, which a stand-in is; from the third step on products are part of a graph.
class InterpretedCublasTrainingTest extends TrainingCases {
  @Override
  Device open() {
    PtxDevice device = new PtxDevice();
    return device.multiplyWith(new CublasLibrary("a stand-in", new StandInCublas(device)));
  }
}
