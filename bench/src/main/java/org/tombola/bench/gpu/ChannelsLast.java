package org.tombola.bench.gpu;

import org.tombola.bench.layer.ConvLayer;

/// The definition of a convolution with channels last in memory: x (N,H,W,C), w (K,R,S,C), y
/// (N,P,Q,K).
final class ChannelsLast {
  private ChannelsLast() {}

  /// One number of y.
  ///
  /// @param at its place
  static double sum(ConvLayer layer, float[] x, float[] w, int at) {
    int side = layer.output().dim(2);
    int k = at % layer.filters();
    int q = at / layer.filters() % side;
    int p = at / layer.filters() / side % side;
    int image = at / layer.filters() / side / side;
    int taps = layer.window().width();
    double sum = 0;
    for (int r = 0; r < layer.window().height(); r++) {
      for (int s = 0; s < taps; s++) {
        int i = p * layer.window().stride() - layer.window().padding() + r;
        int j = q * layer.window().stride() - layer.window().padding() + s;
        if (i >= 0 && i < layer.side() && j >= 0 && j < layer.side()) {
          int pixel = ((image * layer.side() + i) * layer.side() + j) * layer.channels();
          int tap = ((k * layer.window().height() + r) * taps + s) * layer.channels();
          for (int c = 0; c < layer.channels(); c++) {
            sum += (double) x[pixel + c] * w[tap + c];
          }
        }
      }
    }
    return sum;
  }
}
