package org.tombola.datasets.drawing;

import org.tombola.engine.RandomStream;

/// The random numbers of one example, taken one after the other from the example's own stretch of a
/// stream, so that example i can be drawn without the examples before it.
public final class Draws {
  /// How many numbers belong to one example.
  private static final int STRETCH = 1024;

  private final RandomStream stream;
  private final long end;
  private long next;

  /// @param example whose numbers these are
  public Draws(RandomStream stream, long example) {
    this.stream = stream;
    this.next = example * STRETCH;
    this.end = next + STRETCH;
  }

  /// 64 random bits.
  public long bits() {
    if (next == end) {
      throw new IllegalStateException("an example uses more than " + STRETCH + " random numbers");
    }
    return stream.bits(next++);
  }

  /// Uniform in [from, to).
  public double between(double from, double to) {
    return from + (to - from) * ((bits() >>> 11) * 0x1p-53);
  }

  /// Around 0 with that standard deviation, never beyond 2.45 of them: the sum of two uniforms.
  public double around(double deviation) {
    long bits = bits();
    long sum = (bits >>> 32) + (bits & 0xFFFFFFFFL);
    return (sum * 0x1p-32 - 1) * deviation * ROOT_OF_SIX;
  }

  /// The sum of two uniforms on [0, 1) has variance 1/6.
  private static final double ROOT_OF_SIX = Math.sqrt(6);

  /// Uniform in `0 .. bound`.
  public int below(int bound) {
    return (int) Math.multiplyHigh(bits() >>> 1, (long) bound << 1);
  }
}
