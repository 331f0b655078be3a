package org.tombola.kernels.cuda;

import org.tombola.engine.Shape;
import org.tombola.engine.spi.Window;

/// Convolution and its two gradients, each as one product whose operands the kernels gather.
///
/// Shapes are logical, (N,C,H,W) and (K,C,R,S); memory has channels last.
final class Conv {
  private Conv() {}

  /// `y = x ⋆ w + bias`.
  ///
  /// @param bias 0 for none
  static void forward(
      Stream stream,
      Precision precision,
      Window window,
      Shape xShape,
      Shape filter,
      long x,
      long w,
      long bias,
      long y) {
    int k = filter.dim(0);
    int p = window.outHeight(xShape.dim(2));
    int q = window.outWidth(xShape.dim(3));
    int m = xShape.dim(0) * p * q;
    ConvPlan.Sum sum = new ConvPlan.Sum(window.height(), window.width() * xShape.dim(1));
    new ConvPlan(stream, window, xShape, filter, Shape.of(xShape.dim(0), k, p, q))
        .launch(precision, "Forward", m, k, 1, sum, x, w, bias, y);
  }

  /// `dx`, all of it, also where no output has seen the pixel.
  static void inputGrad(
      Stream stream,
      Precision precision,
      Window window,
      Shape dyShape,
      Shape filter,
      Shape xShape,
      long dy,
      long w,
      long dx) {
    int stride = window.stride();
    int c = xShape.dim(1);
    // Pixels and taps of the largest class, see the kernel.
    int rows = Math.ceilDiv(xShape.dim(2), stride);
    int m = xShape.dim(0) * rows * Math.ceilDiv(xShape.dim(3), stride);
    int taps = Math.ceilDiv(window.height(), stride) * Math.ceilDiv(window.width(), stride);
    ConvPlan.Sum sum = new ConvPlan.Sum(taps, dyShape.dim(1));
    new ConvPlan(stream, window, xShape, filter, xShape)
        .launch(precision, "Input", m, c, stride * stride, sum, dy, w, 0, dx);
  }

  /// `dw`, summed over all pixels of `dy` in an order that depends on the shapes and the device.
  static void weightGrad(
      Stream stream,
      Precision precision,
      Window window,
      Shape dyShape,
      Shape xShape,
      Shape filter,
      long dy,
      long x,
      long dw) {
    int k = filter.dim(0);
    int n = filter.size() / k;
    ConvPlan.Sum sum = new ConvPlan.Sum(1, dyShape.size() / k);
    new ConvPlan(stream, window, xShape, filter, filter)
        .launch(precision, "Weight", k, n, 1, sum, dy, x, 0, dw);
  }
}
