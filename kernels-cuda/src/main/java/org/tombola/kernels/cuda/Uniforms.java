package org.tombola.kernels.cuda;

import org.tombola.engine.RandomStream;

/// Launches of `random.cu`.
///
/// Which numbers of which stream changes from step to step, so it is in memory, see [Numbers]. The
/// same draw of the next step finds its numbers at the same place, whatever the streams are called:
/// the places are counted anew from each handing over of the queue.
final class Uniforms {
  private static final Kernel UNIFORM = new Kernel("random", "uniform");
  private static final int THREADS = 256;

  /// The numbers of a draw: the `draw`-th since something was handed over.
  private record Key(int draw) {}

  private final Queue queue;
  private final Numbers numbers;
  private long generation;
  private int draws;

  Uniforms(Queue queue, Numbers numbers) {
    this.queue = queue;
    this.numbers = numbers;
  }

  /// `out[i] = stream.uniform(first + i)`, `i` in row-major order.
  void draw(RandomStream stream, long first, CudaStorage out) {
    if (generation != queue.generation()) {
      generation = queue.generation();
      draws = 0;
    }
    boolean flat = out.flat();
    queue.launch(
        Launch.over(UNIFORM, out.size(), THREADS)
            .pointer(
                numbers.integers(
                    new Key(draws++), words(first, stream.counterHigh(), stream.key())))
            .pointer(out.address())
            .integer(out.size())
            .integer(flat ? 1 : out.shape().dim(1))
            .integer(flat ? 1 : out.shape().dim(2) * out.shape().dim(3)));
  }

  /// The lower half of each first, as a device reads 64 bits.
  private static int[] words(long... longs) {
    int[] words = new int[2 * longs.length];
    for (int i = 0; i < longs.length; i++) {
      words[2 * i] = (int) longs[i];
      words[2 * i + 1] = (int) (longs[i] >>> 32);
    }
    return words;
  }
}
