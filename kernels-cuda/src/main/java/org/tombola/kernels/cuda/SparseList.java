package org.tombola.kernels.cuda;

/// The weights that a mask keeps, in device memory, as the kernels of `sparse.cu` walk them.
///
/// The weights are a matrix. Its rows are cut into groups of 128, and the columns in which a group
/// has anything into steps, so few that what a step needs fits in shared memory. What is kept in a
/// step is together, row by row.
///
/// ```text
/// entries  (kept, 2)         row in its group << 16 | column in its step; place among the weights
/// columns  (steps, width, 2) channel; tap, as row << 16 | column; zeros behind the last
/// starts   (steps, 129)      the entry that each row begins with, and the end
/// bounds   (groups + 1)      the step that each group begins with, and the end
/// owners   (steps)           the group whose step it is
/// ```
///
/// @param address of all that, one after another, 32 bits each
/// @param kept entries
/// @param groups of rows
/// @param steps of all groups together
/// @param width columns of a step
/// @param longest steps of the group that has most
record SparseList(long address, int kept, int groups, int steps, int width, int longest) {
  /// Rows of a group, `ROWS` of `sparse.cu`.
  static final int ROWS = 128;

  /// Entries of a step at most, `ENTRIES` of `sparse.cu`; a column of a group has at most [#ROWS].
  static final int ENTRIES = 1024;

  long entries() {
    return address;
  }

  long columns() {
    return after(address, 2L * kept);
  }

  long starts() {
    return after(columns(), 2L * steps * width);
  }

  long bounds() {
    return after(starts(), (long) steps * (ROWS + 1));
  }

  long owners() {
    return after(bounds(), groups + 1);
  }

  private static long after(long begin, long words) {
    return begin + Integer.BYTES * words;
  }
}
