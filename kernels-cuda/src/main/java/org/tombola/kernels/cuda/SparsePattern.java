package org.tombola.kernels.cuda;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.tombola.engine.Shape;

/// Which of a tensor of weights are not pruned, and the lists that sparse kernels walk, each made
/// when first asked for: they change only with the mask.
///
/// A list takes 8 bytes for every weight that is left and, for every step, some 1 to 1.5 KiB; its
/// memory comes back when the pattern is no longer reachable.
final class SparsePattern {
  /// What a list is for.
  enum Use {
    /// Rows are filters, columns are taps of input channels.
    FORWARD(64),
    /// Rows are input channels, columns are taps of filters.
    INPUT_GRAD(64),
    /// As forward.
    WEIGHT_GRAD(128);

    /// Columns of a step, `COLUMNS` of the kernel.
    private final int width;

    Use(int width) {
      this.width = width;
    }
  }

  private final int filters;
  private final int channels;
  private final int taps;
  private final int across;
  private final int[] left; // where in memory, ascending
  private final Map<Use, SparseList> lists = new EnumMap<>(Use.class);

  /// @param mask row-major, 0 where a weight is pruned
  /// @param shape of the weights, (O,I) or (K,C,R,S)
  SparsePattern(float[] mask, Shape shape) {
    filters = shape.dim(0);
    channels = shape.dim(1);
    across = shape.rank() == 4 ? shape.dim(3) : 1;
    taps = shape.rank() == 4 ? shape.dim(2) * across : 1;
    int[] places = new int[mask.length];
    int kept = 0;
    for (int place = 0; place < mask.length; place++) {
      int pixel = place / channels; // filter and tap
      int channel = place % channels;
      if (mask[(pixel / taps * channels + channel) * taps + pixel % taps] != 0f) {
        places[kept++] = place;
      }
    }
    left = Arrays.copyOf(places, kept);
  }

  /// Weights that are left.
  int kept() {
    return left.length;
  }

  /// The list for one use of the weights.
  SparseList list(Use use, Queue queue, Pool pool) {
    return lists.computeIfAbsent(use, _ -> upload(use, queue, pool));
  }

  private SparseList upload(Use use, Queue queue, Pool pool) {
    SparseSteps steps = new SparseSteps(matrix(use == Use.INPUT_GRAD), use.width);
    int[] words = steps.words();
    long bytes = (long) Integer.BYTES * words.length;
    long address = pool.take(bytes);
    queue.upload(MemorySegment.ofArray(words), address);
    pool.giveBackAfter(this, address, bytes);
    return steps.at(address);
  }

  private SparseMatrix matrix(boolean transposed) {
    int[] row = new int[left.length];
    int[] column = new int[left.length];
    for (int i = 0; i < left.length; i++) {
      int filter = left[i] / (channels * taps);
      int tap = left[i] / channels % taps;
      int channel = left[i] % channels;
      row[i] = transposed ? channel : filter;
      column[i] = transposed ? tap * filters + filter : tap * channels + channel;
    }
    return transposed
        ? new SparseMatrix(channels, filters, taps, across, row, column, left)
        : new SparseMatrix(filters, channels, taps, across, row, column, left);
  }
}
