package org.tombola.bench.conv;

/// The sizes of a convolution with 3×3 filters, stride 1 and padding 1 on square images.
///
/// @param samples N
/// @param channels of the input, C
/// @param filters channels of the output, K
/// @param side height and width of every image, H = W
public record ConvShape(int samples, int channels, int filters, int side) {
  /// Pixels of an image.
  public int pixels() {
    return side * side;
  }

  /// Elements of the input.
  public int inputs() {
    return samples * channels * pixels();
  }

  /// Elements of the filters.
  public int weights() {
    return filters * channels * 9;
  }

  /// Elements of the output.
  public int outputs() {
    return samples * filters * pixels();
  }

  /// Multiply-adds of the definition count two, those with padding among them.
  public double flops() {
    return 2.0 * outputs() * channels * 9;
  }

  @Override
  public String toString() {
    return "%d samples, %d → %d channels, %d×%d pixels"
        .formatted(samples, channels, filters, side, side);
  }
}
