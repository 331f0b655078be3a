package org.tombola.bench.kernels;

import java.util.Arrays;
import org.tombola.engine.Shape;

/// The shapes of activations, written `128x16x32x32`: (N, C, H, W).
final class Images {
  private Images() {}

  static Shape parse(String word) {
    int[] sizes = Arrays.stream(word.split("x", -1)).mapToInt(Integer::parseInt).toArray();
    return Shape.of(sizes);
  }

  /// Bytes of so many such arrays; a share of one may be counted too.
  static double bytes(String word, double arrays) {
    return arrays * Float.BYTES * parse(word).size();
  }
}
