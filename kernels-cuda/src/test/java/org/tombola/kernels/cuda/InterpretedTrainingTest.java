package org.tombola.kernels.cuda;

/// Training on the kernels that ship, run by the interpreter; from the third step on as a graph.
class InterpretedTrainingTest extends TrainingCases {
  @Override
  Device open() {
    return new PtxDevice();
  }
}
