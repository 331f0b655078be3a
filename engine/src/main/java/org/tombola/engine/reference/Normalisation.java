package org.tombola.engine.reference;

import org.tombola.engine.spi.Binary;
import org.tombola.engine.spi.Storage;

/// Batch normalisation as its definition, channel by channel, in two passes: the mean first, then
/// the squared distances from it.
final class Normalisation {
  private Normalisation() {}

  /// @param image (N,C) or (N,C,H,W), whose shape says where a channel's elements are
  static void forward(
      float epsilon,
      Storage image,
      float[] x,
      float[] gamma,
      float[] beta,
      float[] mean,
      float[] variance,
      float[] y) {
    int channels = gamma.length;
    int area = area(image);
    int count = x.length / channels; // M
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < count; i++) {
        sum += x[at(i, c, channels, area)];
      }
      double centre = sum / count;
      for (int i = 0; i < count; i++) {
        double distance = x[at(i, c, channels, area)] - centre;
        squares += distance * distance;
      }
      mean[c] = (float) centre;
      variance[c] = (float) (squares / count);
      double scale = gamma[c] / Math.sqrt(squares / count + epsilon);
      for (int i = 0; i < count; i++) {
        int at = at(i, c, channels, area);
        y[at] = (float) ((x[at] - centre) * scale + beta[c]);
      }
    }
  }

  static void backward(
      float epsilon,
      Storage image,
      float[] dy,
      float[] x,
      float[] gamma,
      float[] mean,
      float[] variance,
      float[] dx,
      float[] dgamma,
      float[] dbeta) {
    int channels = gamma.length;
    int area = area(image);
    int count = x.length / channels; // M
    for (int c = 0; c < channels; c++) {
      double inverse = 1 / Math.sqrt((double) variance[c] + epsilon);
      double sum = 0; //      Σ dy
      double product = 0; //  Σ dy · x̂
      for (int i = 0; i < count; i++) {
        int at = at(i, c, channels, area);
        sum += dy[at];
        product += dy[at] * ((double) x[at] - mean[c]) * inverse;
      }
      dbeta[c] = (float) sum;
      dgamma[c] = (float) product;
      for (int i = 0; i < count; i++) {
        int at = at(i, c, channels, area);
        double normal = ((double) x[at] - mean[c]) * inverse; // x̂
        dx[at] = (float) (gamma[c] * inverse * (dy[at] - sum / count - normal * product / count));
      }
    }
  }

  /// `y += residual`.
  static void add(float[] residual, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] += residual[i];
    }
  }

  /// `dy` where `y > 0`, else 0.
  static float[] gated(float[] dy, float[] y) {
    float[] g = new float[dy.length];
    for (int i = 0; i < g.length; i++) {
      g[i] = Binary.GATE.of(dy[i], y[i]);
    }
    return g;
  }

  /// H · W, or 1.
  private static int area(Storage image) {
    return image.shape().size() / image.shape().dim(0) / image.shape().dim(1);
  }

  /// Where the `i`-th element of channel `c` is.
  private static int at(int i, int c, int channels, int area) {
    return (i / area * channels + c) * area + i % area;
  }
}
