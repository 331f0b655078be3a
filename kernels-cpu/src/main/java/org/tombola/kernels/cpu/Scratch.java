package org.tombola.kernels.cpu;

import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.Stream;

/// Arrays that live for one verb and are used again by the next: packed weights, turned blocks.
///
/// Sizes are rounded up to powers of two, one stack for each. An array is allocated when its stack
/// is empty: with one thread in the first training step only; with more, until as many have been in
/// use at once as ever are, which is a matter of timing. Contents are whatever the last user left.
final class Scratch {
  private static final int SMALLEST = 6;

  private final List<ArrayDeque<float[]>> free = stacks();
  private final List<ArrayDeque<int[]>> freePlaces = stacks();

  private static <T> List<ArrayDeque<T>> stacks() {
    return Stream.generate(ArrayDeque<T>::new).limit(Integer.SIZE - SMALLEST).toList();
  }

  /// An array with room for `floats` elements after [Lanes#ORIGIN].
  synchronized float[] take(int floats) {
    int bits = bits(floats);
    float[] array = free.get(bits - SMALLEST).poll();
    return array == null ? new float[Lanes.ORIGIN + (1 << bits)] : array;
  }

  /// Gives back an array got from [#take].
  synchronized void give(float[] array) {
    free.get(bits(array.length - Lanes.ORIGIN) - SMALLEST).push(array);
  }

  /// An array with room for so many places in other arrays.
  synchronized int[] takePlaces(int places) {
    int bits = bits(places);
    int[] array = freePlaces.get(bits - SMALLEST).poll();
    return array == null ? new int[1 << bits] : array;
  }

  /// Gives back an array got from [#takePlaces].
  synchronized void give(int[] places) {
    freePlaces.get(bits(places.length) - SMALLEST).push(places);
  }

  /// The power of two that is not below `size`, at least the smallest.
  private static int bits(int size) {
    return Math.max(SMALLEST, Integer.SIZE - Integer.numberOfLeadingZeros(size - 1));
  }
}
