package org.tombola.lottery.analysis;

/// Makes maps as large as pictures by bilinear interpolation: pixels are squares, their values lie
/// in the middle, and beyond the outermost middles the value stays.
final class Upsampling {
  private final int columns; // of a map
  private final Axis vertical;
  private final Axis horizontal;

  /// Between which neighbours each pixel lies, and how far from the first.
  private static final class Axis {
    final int[] first;
    final int[] second;
    final float[] part;

    Axis(int from, int to) {
      first = new int[to];
      second = new int[to];
      part = new float[to];
      for (int i = 0; i < to; i++) {
        double place = Math.clamp((i + 0.5) * from / to - 0.5, 0, from - 1);
        first[i] = (int) place;
        second[i] = Math.min(first[i] + 1, from - 1);
        part[i] = (float) (place - first[i]);
      }
    }
  }

  /// @param rows of a map
  /// @param columns of a map
  /// @param height of a picture
  /// @param width of a picture
  Upsampling(int rows, int columns, int height, int width) {
    this.columns = columns;
    this.vertical = new Axis(rows, height);
    this.horizontal = new Axis(columns, width);
  }

  /// Writes the map at `maps[start ..]`, row-major, as large as a picture into `into`, row-major.
  void apply(float[] maps, int start, float[] into) {
    int pixel = 0;
    for (int row = 0; row < vertical.part.length; row++) {
      int upper = start + vertical.first[row] * columns;
      int lower = start + vertical.second[row] * columns;
      float down = vertical.part[row];
      for (int column = 0; column < horizontal.part.length; column++, pixel++) {
        int left = horizontal.first[column];
        int right = horizontal.second[column];
        float part = horizontal.part[column];
        float above = maps[upper + left] + part * (maps[upper + right] - maps[upper + left]);
        float below = maps[lower + left] + part * (maps[lower + right] - maps[lower + left]);
        into[pixel] = above + down * (below - above);
      }
    }
  }
}
