package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;

/// How an image of outputs is cut into tiles of 4×4, and where the 6×6 pixels are that a tile sees.
///
/// ```text
///       6 pixels of the input
///     ┌─────────────┐
///     │ · ┌───────┐ │      tile (i, j) makes the outputs 4i .. 4i+3 by 4j .. 4j+3,
///     │   │ 4 × 4 │ │      those of them that exist,
///     │   │outputs│ │      and sees the inputs from (4i − padding, 4j − padding) on,
///     │   └───────┘ │      zeros where the image ends
///     └─────────────┘
/// ```
///
/// @param height rows of the input; @param width its columns; @param channels its channels
/// @param padding on all sides
/// @param outHeight rows of the outputs; @param outWidth their columns
record WinogradTiles(
    int height, int width, int channels, int padding, int outHeight, int outWidth) {
  /// Outputs of a tile along an axis.
  static final int OUT = 4;

  /// Inputs of a tile along an axis.
  static final int IN = 6;

  /// Inputs of a tile.
  static final int PIXELS = IN * IN;

  /// Rows of the domain that are computed together: the first of each band, and how many it has.
  private static final int[] BAND_ROW = {0, 1, 3, 5};

  private static final int[] BAND_ROWS = {1, 2, 2, 1};

  /// Floats between planes of the domain, a line: planes whole powers of two apart would share a
  /// few sets of a first-level cache.
  static final int GAP = 16;

  /// Bands of the domain's six rows.
  static final int BANDS = 4;

  /// Rows of a band, at most.
  static final int BAND = 2;

  /// The first row of a band.
  static int bandRow(int band) {
    return BAND_ROW[band];
  }

  /// How many rows a band has.
  static int bandRows(int band) {
    return BAND_ROWS[band];
  }

  int across() {
    return Math.ceilDiv(outWidth, OUT);
  }

  /// Tiles of an image.
  int count() {
    return Math.ceilDiv(outHeight, OUT) * across();
  }

  /// First row of outputs of a tile.
  int row(int tile) {
    return tile / across() * OUT;
  }

  /// First column of outputs of a tile.
  int column(int tile) {
    return tile % across() * OUT;
  }

  /// How many rows of outputs a tile has.
  int rows(int tile) {
    return Math.min(OUT, outHeight - row(tile));
  }

  /// How many columns of outputs a tile has.
  int columns(int tile) {
    return Math.min(OUT, outWidth - column(tile));
  }

  /// Writes where the 36 pixels of a tile are to `at[from ..]`, row by row.
  ///
  /// @param nothing where a pixel of zeros is
  void inputs(int block, int tile, int nothing, int[] at, int from) {
    int top = row(tile) - padding;
    int left = column(tile) - padding;
    for (int i = 0; i < PIXELS; i++) {
      int h = top + i / IN;
      int w = left + i % IN;
      boolean inside = h >= 0 && h < height && w >= 0 && w < width;
      int pixel = (block * height + h) * width + w;
      at[from + i] = inside ? ORIGIN + pixel * channels * LANES : nothing;
    }
  }

  /// Writes where the 16 outputs of a tile are, in an image of `channels`.
  ///
  /// @param nothing where a pixel of zeros is, for outputs that do not exist
  void outputs(int block, int tile, int channels, int nothing, int[] at, int from) {
    for (int i = 0; i < OUT * OUT; i++) {
      int p = row(tile) + i / OUT;
      int q = column(tile) + i % OUT;
      int pixel = (block * outHeight + p) * outWidth + q;
      at[from + i] = p < outHeight && q < outWidth ? ORIGIN + pixel * channels * LANES : nothing;
    }
  }
}
