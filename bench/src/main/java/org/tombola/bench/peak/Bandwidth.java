package org.tombola.bench.peak;

import java.util.Arrays;
import java.util.List;
import org.tombola.bench.ladder.Task;

/// Bytes a second between the core and each level of memory, by two loops from McCalpin's STREAM:
/// `copy`, `a = b`, and `triad`, `a = b + s · c`.
///
/// Plain loops, which the compiler turns into vectors. Bytes are those the loop names: 8 for an
/// element of a copy, 12 for one of a triad. The line that a store must fetch first is not counted.
///
/// @param level the level of memory that arrays of this size live in on most machines
/// @param kib of each array, in KiB
public record Bandwidth(String level, int kib) {
  /// Elements that a run moves at least.
  private static final int RUN = 1 << 20;

  /// One size for each level: two or three arrays of it fit there, but not into the level above.
  public static List<Bandwidth> levels() {
    return List.of(
        new Bandwidth("L1", 8),
        new Bandwidth("L2", 128),
        new Bandwidth("L3", 3 << 10),
        new Bandwidth("memory", 128 << 10));
  }

  private int length() {
    return kib << 8;
  }

  private int repeats() {
    return Math.max(1, RUN / length());
  }

  /// Bytes that a run of [#copy] moves.
  public double copyBytes() {
    return 8.0 * length() * repeats();
  }

  /// Bytes that a run of [#triad] moves.
  public double triadBytes() {
    return 12.0 * length() * repeats();
  }

  /// `a = b`, as often as makes a run worth timing.
  public Task copy() {
    float[] a = new float[length()];
    float[] b = ones();
    return new Task(
        () -> {
          for (int i = 0; i < repeats(); i++) {
            copy(a, b);
          }
        },
        () -> a);
  }

  /// `a = b + 2 · c`, as often as makes a run worth timing.
  public Task triad() {
    float[] a = new float[length()];
    float[] b = ones();
    float[] c = ones();
    return new Task(
        () -> {
          for (int i = 0; i < repeats(); i++) {
            triad(a, b, 2f, c);
          }
        },
        () -> a);
  }

  private float[] ones() {
    float[] ones = new float[length()];
    Arrays.fill(ones, 1f);
    return ones;
  }

  private static void copy(float[] a, float[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] = b[i];
    }
  }

  private static void triad(float[] a, float[] b, float s, float[] c) {
    for (int i = 0; i < a.length; i++) {
      a[i] = b[i] + s * c[i];
    }
  }
}
