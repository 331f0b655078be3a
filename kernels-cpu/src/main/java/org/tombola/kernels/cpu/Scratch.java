package org.tombola.kernels.cpu;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Arrays that live for one verb and are used again by the next: packed weights, turned blocks.
///
/// Sizes are rounded up to powers of two, one stack for each, so that after the first training step
/// nothing is allocated. Contents are whatever the last user left.
final class Scratch {
  private static final int SMALLEST = 6;

  private final List<ArrayDeque<float[]>> free = new ArrayList<>();

  Scratch() {
    for (int bits = SMALLEST; bits < Integer.SIZE; bits++) {
      free.add(new ArrayDeque<>());
    }
  }

  /// An array with room for `floats` elements after [Lanes#ORIGIN].
  synchronized float[] take(int floats) {
    int bits = Math.max(SMALLEST, Integer.SIZE - Integer.numberOfLeadingZeros(floats - 1));
    float[] array = free.get(bits - SMALLEST).poll();
    return array == null ? new float[Lanes.ORIGIN + (1 << bits)] : array;
  }

  /// Gives back an array got from [#take].
  synchronized void give(float[] array) {
    int bits = Integer.numberOfTrailingZeros(array.length - Lanes.ORIGIN);
    free.get(bits - SMALLEST).push(array);
  }
}
