package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.FloatVector;

/// The gradients of batch normalisation in two passes over `dy` and `x`: the sums `Σ dy` and `Σ dy
/// · (x − mean)`, then `dx`, which is linear in `dy` and `x` once they are known.
final class BatchNormGrad {
  private final ChannelRows rows;
  private final float[] dy;
  private final float[] x;
  private final float[] mean;
  private final float[] dx;

  /// For each chunk `[2][C]`: the two sums.
  private final float[] partial;

  /// `[3][C]`: the factors of `dy` and of `x − mean`, and the constant.
  private final float[] terms;

  private BatchNormGrad(
      ChannelRows rows, float[] dy, float[] x, float[] mean, float[] dx, Scratch scratch) {
    this.rows = rows;
    this.dy = dy;
    this.x = x;
    this.mean = mean;
    this.dx = dx;
    partial = scratch.take(2 * rows.channels() * rows.chunks());
    terms = scratch.take(3 * rows.channels());
  }

  /// See [org.tombola.engine.spi.Backend#batchNormGrad].
  static void backward(
      float epsilon,
      CpuStorage dy,
      CpuStorage x,
      CpuStorage gamma,
      CpuStorage mean,
      CpuStorage variance,
      CpuStorage dx,
      CpuStorage dgamma,
      CpuStorage dbeta,
      Scratch scratch,
      Parallel parallel) {
    ChannelRows rows = new ChannelRows(x);
    var job = new BatchNormGrad(rows, dy.data(), x.data(), mean.data(), dx.data(), scratch);
    parallel.run(rows.chunks(), rows.small(), chunk -> job.sums(chunk, scratch));
    for (int c = 0; c < rows.channels(); c++) {
      job.join(c, epsilon, gamma.data(), variance.data(), dgamma.data(), dbeta.data());
    }
    dgamma.zeroPadding();
    dbeta.zeroPadding();
    parallel.run(rows.chunks(), rows.small(), job::spread);
    dx.zeroPadding();
    scratch.give(job.partial);
    scratch.give(job.terms);
  }

  private void sums(int chunk, Scratch scratch) {
    int channels = rows.channels();
    int to = 2 * channels * chunk;
    float[] work = scratch.take(ChannelSums.WORK);
    ChannelSums.products(
        dy, x, rows.start(chunk), rows.rows(chunk), channels, mean, ORIGIN, partial, to, work);
    scratch.give(work);
  }

  /// Joins the chunks of channel `c` and prepares its terms.
  private void join(
      int c, float epsilon, float[] gamma, float[] variance, float[] dgamma, float[] dbeta) {
    int channels = rows.channels();
    double sum = 0; //      Σ dy
    double product = 0; //  Σ dy · (x − mean)
    for (int chunk = 0; chunk < rows.chunks(); chunk++) {
      sum += partial[2 * channels * chunk + c];
      product += partial[2 * channels * chunk + channels + c];
    }
    double inverse = 1 / Math.sqrt((double) variance[ORIGIN + c] + epsilon);
    dbeta[ORIGIN + c] = (float) sum;
    dgamma[ORIGIN + c] = (float) (product * inverse);
    double scale = gamma[ORIGIN + c] * inverse;
    terms[c] = (float) scale;
    terms[channels + c] = (float) (-scale * inverse * inverse * product / rows.count());
    terms[2 * channels + c] = (float) (-scale * sum / rows.count());
  }

  private void spread(int chunk) {
    int channels = rows.channels();
    for (int r = 0; r < rows.rows(chunk); r++) {
      spread(dy, x, rows.start(chunk) + r * channels * LANES, channels, mean, terms, dx);
    }
  }

  /// `dx = terms[0][c] · dy + terms[1][c] · (x − mean[c]) + terms[2][c]` for one row.
  private static void spread(
      float[] dy, float[] x, int at, int channels, float[] mean, float[] terms, float[] dx) {
    for (int c = 0; c < channels; c++) {
      FloatVector centre = FloatVector.broadcast(SPECIES, mean[ORIGIN + c]);
      FloatVector ofDy = FloatVector.broadcast(SPECIES, terms[c]);
      FloatVector ofX = FloatVector.broadcast(SPECIES, terms[channels + c]);
      FloatVector constant = FloatVector.broadcast(SPECIES, terms[2 * channels + c]);
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        int i = at + c * LANES + lane;
        FloatVector distance = FloatVector.fromArray(SPECIES, x, i).sub(centre);
        FloatVector g = FloatVector.fromArray(SPECIES, dy, i);
        g.fma(ofDy, distance.fma(ofX, constant)).intoArray(dx, i);
      }
    }
  }
}
