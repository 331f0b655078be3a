package org.tombola.datasets;

/// What a grey byte g becomes: (g / 255 − mean) / deviation.
///
/// @param mean the mean grey of the training examples, white being 1
/// @param deviation their standard deviation
record Normalisation(double mean, double deviation) {
  /// The float of each of the 256 bytes.
  float[] table() {
    float[] table = new float[256];
    for (int grey = 0; grey < 256; grey++) {
      table[grey] = (float) ((grey / 255.0 - mean) / deviation);
    }
    return table;
  }
}
