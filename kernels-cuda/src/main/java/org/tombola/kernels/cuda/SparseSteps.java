package org.tombola.kernels.cuda;

import java.util.Arrays;

/// Puts the entries of a sparse matrix into the groups and steps of a [SparseList].
///
/// A counting sort: its cost is that of the entries, and of the columns of every group.
final class SparseSteps {
  private static final int ROWS = SparseList.ROWS;
  private static final int NONE = -1;

  private final SparseMatrix matrix;
  private final int width;
  private final int groups;

  /// Of each column of each group: its step times width, plus its column in it.
  private final int[] slots;

  private final int[] bounds;

  /// @param width columns of a step
  SparseSteps(SparseMatrix matrix, int width) {
    this.matrix = matrix;
    this.width = width;
    groups = Math.ceilDiv(matrix.rows(), ROWS);
    slots = new int[groups * matrix.columns()];
    bounds = new int[groups + 1];
    cut();
  }

  private void cut() {
    int[] entries = new int[slots.length]; // of each column of each group
    for (int i = 0; i < matrix.kept(); i++) {
      entries[column(i)]++;
    }
    Arrays.fill(slots, NONE);
    int step = 0;
    for (int group = 0; group < groups; group++) {
      int used = width; // of the step before the group's first
      int inStep = 0;
      step--;
      for (int at = group * matrix.columns(); at < (group + 1) * matrix.columns(); at++) {
        if (entries[at] == 0) {
          continue;
        }
        if (used == width || inStep + entries[at] > SparseList.ENTRIES) {
          step++;
          used = 0;
          inStep = 0;
        }
        slots[at] = step * width + used++;
        inStep += entries[at];
      }
      bounds[group + 1] = ++step;
    }
  }

  /// Where entry `i` is in [#slots].
  private int column(int i) {
    return matrix.row()[i] / ROWS * matrix.columns() + matrix.column()[i];
  }

  private int steps() {
    return bounds[groups];
  }

  /// The list, if its words are at `address`.
  SparseList at(long address) {
    int longest = 0;
    for (int group = 0; group < groups; group++) {
      longest = Math.max(longest, bounds[group + 1] - bounds[group]);
    }
    return new SparseList(address, matrix.kept(), groups, steps(), width, longest);
  }

  /// All that a [SparseList] has in device memory.
  int[] words() {
    int steps = steps();
    int[] starts = starts();
    SparseList list = at(0);
    int[] words = new int[(int) (list.owners() / Integer.BYTES) + steps];
    int[] next = starts.clone();
    for (int i = 0; i < matrix.kept(); i++) {
      int slot = slots[column(i)];
      int row = matrix.row()[i] % ROWS;
      int to = 2 * next[slot / width * (ROWS + 1) + row]++;
      words[to] = (row << 16) | (slot % width);
      words[to + 1] = matrix.place()[i];
    }
    columns(words, (int) (list.columns() / Integer.BYTES));
    System.arraycopy(starts, 0, words, (int) (list.starts() / Integer.BYTES), starts.length);
    System.arraycopy(bounds, 0, words, (int) (list.bounds() / Integer.BYTES), bounds.length);
    int owners = (int) (list.owners() / Integer.BYTES);
    for (int group = 0; group < groups; group++) {
      Arrays.fill(words, owners + bounds[group], owners + bounds[group + 1], group);
    }
    return words;
  }

  private void columns(int[] words, int from) {
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] != NONE) {
        int column = i % matrix.columns();
        int tap = column / matrix.channels();
        words[from + 2 * slots[i]] = column % matrix.channels();
        words[from + 2 * slots[i] + 1] = ((tap / matrix.across()) << 16) | (tap % matrix.across());
      }
    }
  }

  private int[] starts() {
    int[] starts = new int[steps() * (ROWS + 1)];
    for (int i = 0; i < matrix.kept(); i++) {
      starts[slots[column(i)] / width * (ROWS + 1) + matrix.row()[i] % ROWS]++;
    }
    int before = 0;
    for (int i = 0; i < starts.length; i++) {
      int entries = starts[i];
      starts[i] = before;
      before += entries;
    }
    return starts;
  }
}
