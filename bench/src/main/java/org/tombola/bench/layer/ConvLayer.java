package org.tombola.bench.layer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Window;

/// A convolution of square images, written `conv-128x16x32x32-32x3x3-s2-p1`: the shape of a batch
/// of inputs, filters and their size, stride, padding.
///
/// @param batch N
/// @param channels C
/// @param side height and width of the input, H = W
/// @param filters K
/// @param window square
public record ConvLayer(int batch, int channels, int side, int filters, Window window)
    implements Layer {
  private static final Pattern WORD =
      Pattern.compile("conv-(\\d+)x(\\d+)x(\\d+)x\\3-(\\d+)x(\\d+)x\\5-s(\\d+)-p(\\d+)");

  static ConvLayer parse(String word) {
    Matcher parts = WORD.matcher(word);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "no layer is called '%s'; write for example conv-128x16x32x32-32x3x3-s2-p1"
              .formatted(word));
    }
    int[] n = new int[7];
    for (int i = 0; i < n.length; i++) {
      n[i] = Integer.parseInt(parts.group(i + 1));
    }
    return new ConvLayer(n[0], n[1], n[2], n[3], Window.of(n[4], n[5], n[6]));
  }

  @Override
  public Shape input() {
    return Shape.of(batch, channels, side, side);
  }

  @Override
  public Shape weight() {
    return Shape.of(filters, channels, window.height(), window.width());
  }

  @Override
  public Shape output() {
    return Shape.of(batch, filters, window.outHeight(side), window.outWidth(side));
  }

  @Override
  public double flops() {
    return 2.0 * output().size() * channels * window.taps();
  }

  @Override
  public void forward(Backend on, Storage x, Storage w, Storage y) {
    on.conv2d(window, x, w, null, y);
  }

  @Override
  public void inputGradient(Backend on, Storage dy, Storage w, Storage dx) {
    on.conv2dInputGrad(window, dy, w, dx);
  }

  @Override
  public void weightGradient(Backend on, Storage dy, Storage x, Storage w, Storage dw) {
    on.conv2dWeightGrad(window, dy, x, w, dw);
  }

  @Override
  public String toString() {
    return "conv-%dx%dx%dx%d-%dx%dx%d-s%d-p%d"
        .formatted(
            batch,
            channels,
            side,
            side,
            filters,
            window.height(),
            window.width(),
            window.stride(),
            window.padding());
  }
}
