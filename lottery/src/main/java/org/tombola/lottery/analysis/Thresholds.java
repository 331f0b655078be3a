package org.tombola.lottery.analysis;

import java.util.Arrays;

/// The activation of each unit that a given share of all its activations exceed: the threshold T
/// with `P(a > T) = q` of network dissection (Bau et al. 2017, section 2.1).
///
/// Exact: T is the (k + 1)-th largest of n activations with `k = ⌊q · n⌋`, so k of them are above
/// it, fewer if several equal it. Only the largest are kept, about 2 · k numbers a unit, whatever
/// the number of pictures.
final class Thresholds {
  private final int wanted; // k + 1
  private final float[][] largest; // (units, 2 · wanted), in no order
  private final int[] held; // (units)
  private final float[] floor; // (units): what is not above it cannot change the threshold

  /// @param activations of one unit, over all pictures and places
  Thresholds(int units, long activations, double quantile) {
    this.wanted = Math.toIntExact((long) (quantile * activations) + 1);
    this.largest = new float[units][2 * wanted];
    this.held = new int[units];
    this.floor = new float[units];
    Arrays.fill(floor, Float.NEGATIVE_INFINITY);
  }

  /// @param maps (N, units, H, W), row-major
  /// @param size H × W
  void add(float[] maps, int size) {
    for (int i = 0; i < maps.length; i++) {
      add(i / size % held.length, maps[i]);
    }
  }

  private void add(int unit, float activation) {
    if (activation > floor[unit]) {
      float[] kept = largest[unit];
      kept[held[unit]++] = activation;
      if (held[unit] == kept.length) {
        sort(unit);
        System.arraycopy(kept, wanted, kept, 0, wanted);
        held[unit] = wanted;
        floor[unit] = kept[0];
      }
    }
  }

  private void sort(int unit) {
    Arrays.sort(largest[unit], 0, held[unit]);
  }

  /// The threshold of each unit. Activations that are no numbers count for nothing.
  float[] values() {
    float[] values = new float[held.length];
    for (int unit = 0; unit < values.length; unit++) {
      sort(unit);
      int place = held[unit] - wanted;
      values[unit] = place < 0 ? Float.POSITIVE_INFINITY : largest[unit][place];
    }
    return values;
  }

  /// How many units never let anything through.
  int dead() {
    int dead = 0;
    for (int unit = 0; unit < held.length; unit++) {
      sort(unit);
      dead += held[unit] == 0 || largest[unit][held[unit] - 1] <= 0 ? 1 : 0;
    }
    return dead;
  }
}
