package org.tombola.kernels.cuda;

/// Where the entries of a sparse matrix are, by any order of theirs.
///
/// @param rows of the matrix
/// @param taps of a filter; each has `channels` columns, side by side
/// @param across taps in a row of a filter
/// @param row of each entry
/// @param column of each entry
/// @param place of each entry's value among the weights
@SuppressWarnings("ArrayRecordComponent") // made and read once
record SparseMatrix(
    int rows, int channels, int taps, int across, int[] row, int[] column, int[] place) {
  int kept() {
    return place.length;
  }

  int columns() {
    return channels * taps;
  }
}
