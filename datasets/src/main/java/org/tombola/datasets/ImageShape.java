package org.tombola.datasets;

/// The axes of one example, outermost first: its values lie row-major as channel, row, column.
///
/// @param channels 1 for grey, 3 for red, green, blue
public record ImageShape(int channels, int height, int width) {
  /// @throws DatasetException if an axis is below 1
  public ImageShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new DatasetException(
          "an image of " + text(channels, height, width) + " has an axis below 1");
    }
  }

  /// The number of values of one example.
  public int size() {
    return Math.multiplyExact(Math.multiplyExact(channels, height), width);
  }

  /// Like `1×28×28`.
  @Override
  public String toString() {
    return text(channels, height, width);
  }

  private static String text(int channels, int height, int width) {
    return channels + "×" + height + "×" + width;
  }
}
