package org.tombola.kernels.cuda.ptx;

/// Where the lanes of a warp are: lanes at the same instruction go on together.
///
/// A branch that some lanes take and others do not makes two paths of one. Always the path that is
/// furthest behind goes on, so lanes that have parted meet again at the next instruction they
/// share.
final class Paths {
  private final int[] at = new int[Warp.LANES + 1];
  private final int[] lanes = new int[Warp.LANES + 1];
  private int count;

  void clear() {
    count = 0;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /// Lanes that are now at that instruction.
  void add(int instruction, int who) {
    for (int i = 0; i < count; i++) {
      if (at[i] == instruction) {
        lanes[i] |= who;
        return;
      }
    }
    at[count] = instruction;
    lanes[count++] = who;
  }

  /// The instruction furthest behind, `MAX_VALUE` if there is no path.
  int lowest() {
    int lowest = Integer.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      lowest = Math.min(lowest, at[i]);
    }
    return lowest;
  }

  /// Takes away the path at that instruction: its lanes.
  int take(int instruction) {
    for (int i = 0; i < count; i++) {
      if (at[i] == instruction) {
        int taken = lanes[i];
        count--;
        at[i] = at[count];
        lanes[i] = lanes[count];
        return taken;
      }
    }
    return 0;
  }
}
