package org.tombola.datasets;

/// Exclusive or: the smallest task that no linear network learns (Minsky and Papert 1969).
///
/// Four examples of two values, 0 or 1, not normalised; class 1 where exactly one is 1. Training
/// and test examples are the same.
final class Xor {
  private Xor() {}

  static Dataset open() {
    byte[] inputs = {0, 0, 0, 1, 1, 0, 1, 1};
    byte[] labels = {0, 1, 1, 0};
    float[] meaning = new float[256];
    meaning[1] = 1;
    ByteExamples points = new ByteExamples(new ImageShape(1, 1, 2), 2, inputs, labels, meaning);
    return Dataset.of("xor", points, points);
  }
}
