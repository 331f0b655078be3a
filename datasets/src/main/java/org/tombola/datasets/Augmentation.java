package org.tombola.datasets;

import java.util.Arrays;

/// Random changes to a training picture that leave its class alone.
///
/// The picture is padded with black on every side, cut out again at its own size at a random place,
/// and mirrored left to right half of the time (He et al. 2016, "Deep residual learning", section
/// 4.2). The padding is black *before* normalisation, as where a picture is padded as bytes: a
/// padded value is (0 − mean) / deviation and not 0, which would be the mean colour.
///
/// Test examples are never augmented: only [Batches] asks for this.
///
/// @param padding pixels added on every side before the crop; 0 for no crop
/// @param flip whether to mirror at random
public record Augmentation(int padding, boolean flip) {
  /// Pictures as they are.
  public static final Augmentation NONE = new Augmentation(0, false);

  /// What the papers do with CIFAR: padding 4, crops, flips.
  public static final Augmentation CIFAR = new Augmentation(4, true);

  /// @throws DatasetException if `padding` is negative
  public Augmentation {
    if (padding < 0) {
      throw new DatasetException(
          "a crop padding of %d is not possible; give 0 or more".formatted(padding));
    }
  }

  /// Whether this changes anything.
  public boolean changes() {
    return padding > 0 || flip;
  }

  /// Throws unless every crop keeps a part of the picture.
  ///
  /// @throws DatasetException if the padding is as wide as the pictures or wider
  void requireFits(ImageShape shape) {
    int side = Math.min(shape.height(), shape.width());
    if (padding >= side) {
      throw new DatasetException(
          "a crop padding of %d does not fit images of %s; give 0 to %d"
              .formatted(padding, shape, side - 1));
    }
  }

  /// Writes a changed copy of a picture.
  ///
  /// @param bits 64 random bits, which decide everything
  /// @param from (C, H, W): the normalised picture
  /// @param source tells the shape and what black is
  /// @param into gets (C, H, W) at `offset`
  void apply(long bits, float[] from, Examples source, float[] into, int offset) {
    ImageShape shape = source.shape();
    int down = shift(bits & 0x7FFFFFFF);
    int right = shift((bits >>> 31) & 0x7FFFFFFF);
    boolean mirrored = flip && bits < 0;
    int height = shape.height();
    int width = shape.width();
    for (int channel = 0; channel < shape.channels(); channel++) {
      float black = source.black(channel);
      for (int row = 0; row < height; row++) {
        int to = offset + (channel * height + row) * width;
        int above = row + down;
        if (above < 0 || above >= height) {
          Arrays.fill(into, to, to + width, black);
        } else {
          shiftRow(from, (channel * height + above) * width, into, to, width, right, black);
          if (mirrored) {
            mirror(into, to, width);
          }
        }
      }
    }
  }

  /// From 31 random bits a place of the crop, relative to the picture: −padding to padding.
  private int shift(long bits) {
    return (int) ((bits * (2L * padding + 1)) >>> 31) - padding;
  }

  /// Row of W values, `into[j] = from[j + right]`, black where there is none.
  private static void shiftRow(
      float[] from, int start, float[] into, int to, int width, int right, float black) {
    int first = Math.max(0, -right);
    int end = Math.min(width, width - right);
    Arrays.fill(into, to, to + first, black);
    System.arraycopy(from, start + first + right, into, to + first, end - first);
    Arrays.fill(into, to + end, to + width, black);
  }

  private static void mirror(float[] values, int start, int width) {
    for (int i = start, j = start + width - 1; i < j; i++, j--) {
      float left = values[i];
      values[i] = values[j];
      values[j] = left;
    }
  }
}
