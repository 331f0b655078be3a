package org.tombola.engine.spi;

/// How a filter or a pooling window slides over an image: its size, its step, and the rows and
/// columns of padding on every side. Along an axis of `h`, output `o` sees inputs `o · stride −
/// padding + r` for `r` in `0 .. size`; those outside the image are padding.
///
/// @param height rows of the window, R
/// @param width columns of the window, S
/// @param stride of both axes
/// @param padding on all four sides
public record Window(int height, int width, int stride, int padding) {
  /// @throws IllegalArgumentException if a size or the stride is below 1, or the padding below 0
  public Window {
    if (height < 1 || width < 1 || stride < 1 || padding < 0) {
      throw new IllegalArgumentException(
          "a window of %d×%d, stride %d, padding %d".formatted(height, width, stride, padding));
    }
  }

  /// A square window.
  public static Window of(int size, int stride, int padding) {
    return new Window(size, size, stride, padding);
  }

  /// Output rows for `h` input rows; below 1 if the window does not fit.
  public int outHeight(int h) {
    return Math.floorDiv(h + 2 * padding - height, stride) + 1;
  }

  /// Output columns for `w` input columns; below 1 if the window does not fit.
  public int outWidth(int w) {
    return Math.floorDiv(w + 2 * padding - width, stride) + 1;
  }

  /// Positions in the window, R·S.
  public int taps() {
    return height * width;
  }

  /// Like `3×3/2+1`: size, stride, padding.
  @Override
  public String toString() {
    return height + "×" + width + "/" + stride + "+" + padding;
  }
}
