package org.tombola.bench.conv;

import org.tombola.bench.ladder.Task;

/// The definition: `y[n,k,p,q] = Σ_{c,r,s} x[n, c, p + r − 1, q + s − 1] · w[k,c,r,s]`, zero
/// outside the image.
///
/// Every step asks whether it is still inside the image, and every addition waits for the one
/// before.
public final class Conv0Naive implements ConvRung {
  @Override
  public String idea() {
    return "the definition";
  }

  @Override
  public Task prepare(ConvShape shape, float[] x, float[] w) {
    float[] y = new float[shape.outputs()];
    return new Task(() -> convolve(shape, x, w, y), () -> y);
  }

  private static void convolve(ConvShape shape, float[] x, float[] w, float[] y) {
    int i = 0;
    for (int n = 0; n < shape.samples(); n++) {
      for (int k = 0; k < shape.filters(); k++) {
        for (int p = 0; p < shape.side(); p++) {
          for (int q = 0; q < shape.side(); q++) {
            y[i++] = pixel(shape, x, n, w, k, p, q);
          }
        }
      }
    }
  }

  private static float pixel(ConvShape shape, float[] x, int n, float[] w, int k, int p, int q) {
    int side = shape.side();
    int channels = shape.channels();
    float sum = 0;
    for (int c = 0; c < channels; c++) {
      for (int r = 0; r < 3; r++) {
        for (int s = 0; s < 3; s++) {
          int row = p + r - 1;
          int column = q + s - 1;
          if (row >= 0 && row < side && column >= 0 && column < side) {
            sum +=
                x[((n * channels + c) * side + row) * side + column]
                    * w[((k * channels + c) * 3 + r) * 3 + s];
          }
        }
      }
    }
    return sum;
  }
}
