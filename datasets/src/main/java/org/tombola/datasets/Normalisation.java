package org.tombola.datasets;

import java.util.List;

/// What a byte g of one channel becomes: (g / 255 − mean) / deviation.
///
/// @param mean the mean of the training examples, white being 1
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

  /// Every channel's own.
  record Channels(List<Normalisation> channels) {
    static Channels of(Normalisation... channels) {
      return new Channels(List.of(channels));
    }

    /// (C, 256).
    float[][] tables() {
      return channels.stream().map(Normalisation::table).toArray(float[][]::new);
    }
  }
}
