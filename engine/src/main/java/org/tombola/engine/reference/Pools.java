package org.tombola.engine.reference;

import java.util.Arrays;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Window;

/// Pooling as its definition: every window of every channel, tap by tap.
final class Pools {
  /// One tap that lies inside the image: positions in (N,C,P,Q) and (N,C,H,W), and `r · S + s`.
  private interface Tap {
    void at(int y, int x, int tap);
  }

  private Pools() {}

  static void max(Window window, ReferenceStorage x, ReferenceStorage y, ReferenceStorage taps) {
    Arrays.fill(taps.values, -1f);
    taps(
        window,
        y.shape(),
        x.shape(),
        (o, i, tap) -> {
          boolean larger = x.values[i] > y.values[o] || Float.isNaN(x.values[i]);
          boolean beaten = larger && !Float.isNaN(y.values[o]);
          if (taps.values[o] < 0 || beaten) {
            y.values[o] = x.values[i];
            taps.values[o] = tap;
          }
        });
  }

  static void pick(Window window, ReferenceStorage x, ReferenceStorage taps, ReferenceStorage y) {
    taps(
        window,
        y.shape(),
        x.shape(),
        (o, i, tap) -> {
          if (taps.values[o] == tap) {
            y.values[o] = x.values[i];
          }
        });
  }

  static void unpool(
      Window window, ReferenceStorage dy, ReferenceStorage taps, ReferenceStorage dx) {
    double[] sums = new double[dx.values.length];
    taps(
        window,
        dy.shape(),
        dx.shape(),
        (o, i, tap) -> sums[i] += taps.values[o] == tap ? dy.values[o] : 0);
    ReferenceBackend.round(sums, dx.values);
  }

  static void average(Window window, ReferenceStorage x, ReferenceStorage y) {
    double[] sums = new double[y.values.length];
    taps(
        window,
        y.shape(),
        x.shape(),
        (o, i, tap) -> sums[o] += (double) x.values[i] / window.taps());
    ReferenceBackend.round(sums, y.values);
  }

  static void spread(Window window, ReferenceStorage dy, ReferenceStorage dx) {
    double[] sums = new double[dx.values.length];
    taps(
        window,
        dy.shape(),
        dx.shape(),
        (o, i, tap) -> sums[i] += (double) dy.values[o] / window.taps());
    ReferenceBackend.round(sums, dx.values);
  }

  /// @param y (N,C,P,Q)
  /// @param x (N,C,H,W)
  private static void taps(Window window, Shape y, Shape x, Tap visit) {
    int planes = y.dim(0) * y.dim(1);
    for (int plane = 0; plane < planes; plane++) {
      for (int p = 0; p < y.dim(2); p++) {
        for (int q = 0; q < y.dim(3); q++) {
          for (int tap = 0; tap < window.taps(); tap++) {
            int h = p * window.stride() - window.padding() + tap / window.width();
            int w = q * window.stride() - window.padding() + tap % window.width();
            if (h >= 0 && h < x.dim(2) && w >= 0 && w < x.dim(3)) {
              int out = (plane * y.dim(2) + p) * y.dim(3) + q;
              int in = (plane * x.dim(2) + h) * x.dim(3) + w;
              visit.at(out, in, tap);
            }
          }
        }
      }
    }
  }
}
