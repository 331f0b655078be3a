package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;

import org.tombola.engine.RandomStream;

/// Uniform numbers of a stream, one at a time: a number costs ten rounds of Philox, next to which
/// where it goes is nothing.
final class Uniforms {
  /// Numbers in a chunk of work.
  private static final int CHUNK = 1 << 11;

  private Uniforms() {}

  static void draw(RandomStream stream, long first, CpuStorage out, Parallel parallel) {
    boolean small = out.shape().size() < 2 * CHUNK;
    if (out.batched()) {
      int features = out.features();
      parallel.run(
          out.blocks() * features,
          CHUNK / LANES,
          small,
          (from, to) -> {
            for (int row = from; row < to; row++) {
              block(stream, first, out, row / features, row % features);
            }
          });
    } else {
      float[] data = out.data();
      parallel.run(
          out.features(),
          CHUNK,
          small,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              data[ORIGIN + i] = stream.uniform(first + i);
            }
          });
    }
    out.zeroPadding();
  }

  /// One feature of a block of samples; the lanes that are no samples are left as they are.
  private static void block(
      RandomStream stream, long first, CpuStorage out, int block, int feature) {
    int features = out.features();
    int samples = Math.min(LANES, out.samples() - block * LANES);
    int at = ORIGIN + (block * features + out.row(feature)) * LANES;
    long index = first + (long) block * LANES * features + feature;
    for (int n = 0; n < samples; n++) {
      out.data()[at + n] = stream.uniform(index + (long) n * features);
    }
  }
}
