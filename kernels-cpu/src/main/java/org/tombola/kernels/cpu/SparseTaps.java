package org.tombola.kernels.cpu;

/// Which taps the pixels of one tile have in common, as [SparseTile] counts entries.
///
/// @param pixels neighbouring outputs of the tile; all have the same taps on the image
/// @param first the first tap; @param span how many follow one another in a row
/// @param rows of taps; 0 if all taps are in the padding, 1 if none is, for then they all follow
///   one another
record SparseTaps(int pixels, int first, int span, int rows) {
  /// Those of row `i` from column `j` on.
  static SparseTaps of(SparseFilters filters, Slide down, Slide across, int i, int j) {
    int end = j + 1;
    while (end < Math.min(across.outputs(), j + SparseTile.OPERANDS) && across.sameTaps(j, end)) {
      end++;
    }
    int span = across.count(j);
    int rows = down.count(i);
    if (span * rows == 0) {
      return new SparseTaps(end - j, 0, 0, 0);
    }
    return span * rows == filters.taps()
        ? new SparseTaps(end - j, 0, span * rows, 1)
        : new SparseTaps(end - j, down.from(i) * filters.columns() + across.from(j), span, rows);
  }
}
