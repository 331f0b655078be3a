package org.tombola.engine.reference;

import org.jspecify.annotations.Nullable;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Window;

/// Convolution as its definition: seven loops. All three verbs visit the same products of one `y`,
/// one `x` and one `w`, and differ only in which of the three is the sum of the other two.
final class Convolutions {
  /// One product: positions in (N,K,P,Q), (N,C,H,W) and (K,C,R,S).
  private interface Product {
    void at(int y, int x, int w);
  }

  private Convolutions() {}

  static void forward(
      Window window,
      ReferenceStorage x,
      ReferenceStorage w,
      @Nullable ReferenceStorage bias,
      ReferenceStorage y) {
    double[] sums = new double[y.values.length];
    if (bias != null) {
      int area = y.shape().dim(2) * y.shape().dim(3);
      for (int i = 0; i < sums.length; i++) {
        sums[i] = bias.values[i / area % bias.values.length];
      }
    }
    products(
        window, y.shape(), x.shape(), (o, i, f) -> sums[o] += (double) x.values[i] * w.values[f]);
    ReferenceBackend.round(sums, y.values);
  }

  static void inputGrad(
      Window window, ReferenceStorage dy, ReferenceStorage w, ReferenceStorage dx) {
    double[] sums = new double[dx.values.length];
    products(
        window,
        dy.shape(),
        dx.shape(),
        (o, i, f) -> sums[i] += (double) dy.values[o] * w.values[f]);
    ReferenceBackend.round(sums, dx.values);
  }

  static void weightGrad(
      Window window, ReferenceStorage dy, ReferenceStorage x, ReferenceStorage dw) {
    double[] sums = new double[dw.values.length];
    products(
        window, dy.shape(), x.shape(), (o, i, f) -> sums[f] += (double) dy.values[o] * x.values[i]);
    ReferenceBackend.round(sums, dw.values);
  }

  /// @param y (N,K,P,Q)
  /// @param x (N,C,H,W)
  private static void products(Window window, Shape y, Shape x, Product product) {
    int channels = x.dim(1);
    for (int n = 0; n < y.dim(0); n++) {
      for (int k = 0; k < y.dim(1); k++) {
        for (int p = 0; p < y.dim(2); p++) {
          for (int q = 0; q < y.dim(3); q++) {
            int out = ((n * y.dim(1) + k) * y.dim(2) + p) * y.dim(3) + q;
            for (int c = 0; c < channels; c++) {
              for (int r = 0; r < window.height(); r++) {
                for (int s = 0; s < window.width(); s++) {
                  int h = p * window.stride() - window.padding() + r;
                  int w = q * window.stride() - window.padding() + s;
                  if (h >= 0 && h < x.dim(2) && w >= 0 && w < x.dim(3)) {
                    int in = ((n * channels + c) * x.dim(2) + h) * x.dim(3) + w;
                    int filter = ((k * channels + c) * window.height() + r) * window.width() + s;
                    product.at(out, in, filter);
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
