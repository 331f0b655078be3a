package org.tombola.datasets;

import java.util.Arrays;
import java.util.Collections;
import java.util.stream.IntStream;

/// Detection of patterns: which of four patterns an example shows decides its class (Brutzkus and
/// Globerson 2019, "Why do larger models generalize better? A theoretical perspective via the XOR
/// problem", section 3).
///
/// An example is five places of two values, ±1, not normalised: shape 1×5×2. Class 1 where some
/// place shows (1, 1) or (−1, −1), patterns 1 and 3; class 0 where all show (1, −1) or (−1, 1),
/// patterns 2 and 4. Training examples are all 4⁵ = 1,024 there are, the 992 of class 1 once and
/// the 32 of class 0 31 times each, so that the classes are as large. Two diverse ones come first:
/// one of class 1 that shows all four patterns, then one of class 0 that shows both of its. Test
/// examples are one for each of the 15 sets of patterns that an example can show: what a network
/// says to these it says to all.
final class Xord {
  private static final int PLACES = 5;
  private static final int INPUTS = 1 << (2 * PLACES);
  private static final int NEGATIVE = 1 << PLACES;
  private static final int COPIES = INPUTS / NEGATIVE - 1;
  private static final int SETS = 15;

  /// Patterns 1 to 4, by their numbers less one; a byte is 0 for −1 and 1 for 1.
  private static final byte[][] PATTERNS = {{1, 1}, {1, 0}, {0, 0}, {0, 1}};

  private static final int[] DIVERSE_POSITIVE = {0, 1, 2, 3, 0};
  private static final int[] DIVERSE_NEGATIVE = {1, 3, 1, 3, 1};

  private Xord() {}

  static Dataset open() {
    int[][] train =
        IntStream.range(0, INPUTS)
            .mapToObj(Xord::digits)
            .flatMap(x -> Collections.nCopies(label(x) == 1 ? 1 : COPIES, x).stream())
            .toArray(int[][]::new);
    toFront(train, 0, DIVERSE_POSITIVE);
    toFront(train, 1, DIVERSE_NEGATIVE);
    int[][] test = new int[SETS][];
    Arrays.setAll(test, i -> members(i + 1));
    return Dataset.of("xord", examples(train), examples(test));
  }

  /// The patterns of the n-th example: the digits of n to the base 4.
  private static int[] digits(int n) {
    int[] patterns = new int[PLACES];
    Arrays.setAll(patterns, place -> (n >> (2 * place)) & 3);
    return patterns;
  }

  private static byte label(int[] patterns) {
    return (byte) (Arrays.stream(patterns).anyMatch(pattern -> pattern % 2 == 0) ? 1 : 0);
  }

  /// Moves an example forward; those it passes go back by one.
  private static void toFront(int[][] examples, int to, int[] wanted) {
    int from = to;
    while (!Arrays.equals(examples[from], wanted)) {
      from++;
    }
    int[] moved = examples[from];
    System.arraycopy(examples, to, examples, to + 1, from - to);
    examples[to] = moved;
  }

  /// The patterns whose bits are set, from the first again where places are left.
  private static int[] members(int bits) {
    int[] patterns = new int[PLACES];
    for (int place = 0, next = 0; place < PLACES; place++) {
      while (((bits >> next) & 1) == 0) {
        next = (next + 1) % PATTERNS.length;
      }
      patterns[place] = next;
      next = (next + 1) % PATTERNS.length;
    }
    return patterns;
  }

  private static ByteExamples examples(int[][] patterns) {
    byte[] values = new byte[2 * PLACES * patterns.length];
    byte[] labels = new byte[patterns.length];
    for (int n = 0; n < patterns.length; n++) {
      for (int place = 0; place < PLACES; place++) {
        int pattern = patterns[n][place];
        System.arraycopy(PATTERNS[pattern], 0, values, 2 * (n * PLACES + place), 2);
      }
      labels[n] = label(patterns[n]);
    }
    float[] meaning = new float[256];
    meaning[0] = -1;
    meaning[1] = 1;
    return new ByteExamples(new ImageShape(1, PLACES, 2), 2, values, labels, meaning);
  }
}
