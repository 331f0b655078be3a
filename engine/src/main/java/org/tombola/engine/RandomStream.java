package org.tombola.engine;

/// Random numbers addressed by index, see [Rng]. Immutable; safe to share between threads.
///
/// Each index owns one Philox block of four 32-bit words, so the methods below may be mixed freely
/// at different indices; at the same index they are functions of the same words.
public final class RandomStream {
  private static final int M0 = 0xD2511F53;
  private static final int M1 = 0xCD9E8D57;
  private static final int W0 = 0x9E3779B9;
  private static final int W1 = 0xBB67AE85;

  private final long seed;
  private final long name;

  RandomStream(long seed, String name) {
    this.seed = seed;
    this.name = fnv1a(name);
  }

  /// The key of every block: the seed.
  public long key() {
    return seed;
  }

  /// The upper half of every block's counter: the hash of the name. The lower half is the index.
  public long counterHigh() {
    return name;
  }

  /// 64 random bits.
  public long bits(long index) {
    return philox(index, 0);
  }

  /// Uniform in [0, 1), 24 bits.
  public float uniform(long index) {
    return (bits(index) >>> 40) * 0x1p-24f;
  }

  /// Uniform integer in `0 .. bound`; `bound` at least 1. Multiply-shift over 63 bits: the bias is
  /// below bound / 2⁶³.
  public int below(long index, int bound) {
    return (int) Math.multiplyHigh(bits(index) >>> 1, (long) bound << 1);
  }

  /// Standard normal, by Box and Muller; the same bits on every machine (StrictMath).
  public double gaussian(long index) {
    double radius = ((philox(index, 0) >>> 11) + 1) * 0x1p-53;
    double angle = (philox(index, 2) >>> 11) * 0x1p-53;
    return StrictMath.sqrt(-2 * StrictMath.log(radius)) * StrictMath.cos(2 * Math.PI * angle);
  }

  /// A random order of `0 .. n`, by Fisher and Yates; uses indices `offset .. offset + n`.
  public int[] permutation(int n, long offset) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = below(offset + i, i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /// Words `word` and `word + 1` of the block at `index`: counter = (index, name), key = seed.
  private long philox(long index, int word) {
    return philox(index, name, seed, word);
  }

  /// Philox 4×32-10 on the counter (low, high), least significant word first: output words `word`
  /// and `word + 1`, for `word` 0 or 2.
  static long philox(long low, long high, long key, int word) {
    int c0 = (int) low;
    int c1 = (int) (low >>> 32);
    int c2 = (int) high;
    int c3 = (int) (high >>> 32);
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 0; round < 10; round++) {
      long p0 = (M0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
      long p1 = (M1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
      int n0 = (int) (p1 >>> 32) ^ c1 ^ k0;
      int n2 = (int) (p0 >>> 32) ^ c3 ^ k1;
      c1 = (int) p1;
      c3 = (int) p0;
      c0 = n0;
      c2 = n2;
      k0 += W0;
      k1 += W1;
    }
    return word == 0 ? (c0 & 0xFFFFFFFFL) | (long) c1 << 32 : (c2 & 0xFFFFFFFFL) | (long) c3 << 32;
  }

  /// The 64-bit FNV-1a hash of the name's UTF-16 units, low byte first.
  private static long fnv1a(String name) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ (name.charAt(i) & 0xFF)) * 0x100000001B3L;
      hash = (hash ^ (name.charAt(i) >>> 8)) * 0x100000001B3L;
    }
    return hash;
  }
}
