package org.tombola.kernels.cuda;

import java.util.Arrays;

/// One launch of a kernel: how many blocks of how many threads, and what they are told.
///
/// Parameters are kept as the device receives them: packed in 32-bit words, each aligned to its own
/// size, in the order of the kernel's signature. Two launches are equal if they would do the same.
final class Launch implements Work {
  /// `cuda.h`: at most this many blocks along y and z; x has room for 2³¹ − 1.
  static final int MOST_BLOCKS_Y = 65_535;

  private static final int FIRST_WORDS = 24;

  private final Kernel kernel;
  private final int x;
  private final int y;
  private final int z;
  private final int threads;
  private int[] words = new int[FIRST_WORDS];
  private int[] offsets = new int[FIRST_WORDS]; // bytes, one a parameter
  private int shared;
  private int used;
  private int parameters;

  private Launch(Kernel kernel, int x, int y, int z, int threads) {
    this.kernel = kernel;
    this.x = x;
    this.y = y;
    this.z = z;
    this.threads = threads;
  }

  /// A grid of `x · y · z` blocks of `threads` threads along x.
  static Launch of(Kernel kernel, int x, int y, int z, int threads) {
    return new Launch(kernel, x, y, z, threads);
  }

  /// A grid along x with a thread an element.
  static Launch over(Kernel kernel, long elements, int threads) {
    return new Launch(kernel, (int) Math.ceilDiv(elements, threads), 1, 1, threads);
  }

  /// Bytes of dynamic shared memory for each block; above 48 KiB the device must be asked.
  Launch shared(int bytes) {
    shared = bytes;
    return this;
  }

  int shared() {
    return shared;
  }

  /// The next parameter, an address on the device, 0 being null.
  Launch pointer(long address) {
    begin(2);
    words[used++] = (int) address;
    words[used++] = (int) (address >>> 32);
    return this;
  }

  /// The next parameter, an `int`.
  Launch integer(int value) {
    begin(1);
    words[used++] = value;
    return this;
  }

  /// The next parameter, a `float`.
  Launch real(float value) {
    return integer(Float.floatToRawIntBits(value));
  }

  /// The next parameter, a structure of nothing but `int`s, by value.
  Launch struct(int... values) {
    begin(1);
    reserve(values.length);
    System.arraycopy(values, 0, words, used, values.length);
    used += values.length;
    return this;
  }

  /// @param alignment in words
  private void begin(int alignment) {
    reserve(3);
    used = (used + alignment - 1) / alignment * alignment;
    if (parameters == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * parameters);
    }
    offsets[parameters++] = Integer.BYTES * used;
  }

  private void reserve(int more) {
    if (used + more > words.length) {
      words = Arrays.copyOf(words, 2 * (used + more));
    }
  }

  Kernel kernel() {
    return kernel;
  }

  int x() {
    return x;
  }

  int y() {
    return y;
  }

  int z() {
    return z;
  }

  int threads() {
    return threads;
  }

  /// The parameters, packed; valid up to [#bytes].
  int[] words() {
    return words;
  }

  /// Bytes of all parameters.
  int bytes() {
    return Integer.BYTES * used;
  }

  int parameters() {
    return parameters;
  }

  /// Where parameter `i` begins, in bytes.
  int offset(int i) {
    return offsets[i];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Launch o
        && x == o.x
        && y == o.y
        && z == o.z
        && threads == o.threads
        && shared == o.shared
        && kernel.equals(o.kernel)
        && Arrays.equals(words, 0, used, o.words, 0, o.used);
  }

  @Override
  public int hashCode() {
    int hash = kernel.name().hashCode();
    hash = 31 * hash + x;
    hash = 31 * hash + y;
    hash = 31 * hash + z;
    for (int i = 0; i < used; i++) {
      hash = 31 * hash + words[i];
    }
    return hash;
  }

  /// Like `mapRelu<<<12, 256>>>`.
  @Override
  public String toString() {
    String grid = y == 1 && z == 1 ? "" + x : "(" + x + ", " + y + ", " + z + ")";
    return kernel.name() + "<<<" + grid + ", " + threads + ">>>";
  }
}
