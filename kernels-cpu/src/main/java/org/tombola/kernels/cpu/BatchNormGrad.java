package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;
import static org.tombola.kernels.cpu.Simd.ZERO;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.spi.BatchStatistics;

/// The gradients of batch normalisation in two passes over `dy` and `x`: the sums `Σ g` and `Σ g ·
/// (x − mean)`, then `dx`, which is linear in `g` and `x` once they are known.
///
/// `g` is `dy` where the result was above 0. Without a residual the sign of the result is made
/// again from `x`, by the same arithmetic, which saves reading it twice; with one, the first pass
/// writes `g`, the residual's gradient, and the second reads it.
final class BatchNormGrad {
  private final ChannelRows rows;
  private final CpuStorage x;

  /// `[6][C]`: the mean, scale and shift of the forward pass; the factors of `g` and of `x − mean`,
  /// and the constant.
  private final float[] terms;

  /// For each chunk `[2][C]`: the two sums.
  private final float[] partial;

  private BatchNormGrad(CpuStorage x, Scratch scratch) {
    this.rows = new ChannelRows(x);
    this.x = x;
    partial = scratch.take(2 * rows.channels() * rows.chunks());
    terms = scratch.take(6 * rows.channels());
  }

  /// See [org.tombola.engine.spi.Backend#batchNormGrad].
  static void backward(
      float epsilon,
      boolean relu,
      CpuStorage dy,
      CpuStorage y,
      CpuStorage x,
      CpuStorage gamma,
      BatchStatistics statistics,
      CpuStorage dx,
      CpuStorage dgamma,
      CpuStorage dbeta,
      float @Nullable [] dresidual,
      Scratch scratch,
      Parallel parallel) {
    BatchNormGrad job = new BatchNormGrad(x, scratch);
    ChannelRows rows = job.rows;
    float[] variance = ((CpuStorage) statistics.variance()).data();
    job.prepare(epsilon, gamma.data(), variance, statistics);
    boolean gated = relu && dresidual == null;
    parallel.run(
        rows.chunks(),
        rows.small(),
        chunk -> job.sums(chunk, gated, dy.data(), y.data(), dresidual, scratch));
    for (int c = 0; c < rows.channels(); c++) {
      job.join(c, epsilon, gamma.data(), variance, dgamma.data(), dbeta.data());
    }
    dgamma.zeroPadding();
    dbeta.zeroPadding();
    float[] g = dresidual == null ? dy.data() : dresidual;
    parallel.run(rows.chunks(), rows.small(), chunk -> job.spread(chunk, gated, g, dx.data()));
    dx.zeroPadding();
    scratch.give(job.partial);
    scratch.give(job.terms);
  }

  private void prepare(float epsilon, float[] gamma, float[] variance, BatchStatistics statistics) {
    int channels = rows.channels();
    float[] mean = ((CpuStorage) statistics.mean()).data();
    float[] shift = ((CpuStorage) statistics.shift()).data();
    System.arraycopy(mean, ORIGIN, terms, 0, channels);
    System.arraycopy(shift, ORIGIN, terms, 2 * channels, channels);
    for (int c = 0; c < channels; c++) {
      double scale = BatchNorm.scale(gamma[ORIGIN + c], variance[ORIGIN + c], epsilon);
      terms[channels + c] = (float) scale;
    }
  }

  private void sums(
      int chunk,
      boolean gated,
      float[] dy,
      float[] y,
      float @Nullable [] dresidual,
      Scratch scratch) {
    int channels = rows.channels();
    int to = 2 * channels * chunk;
    int at = rows.start(chunk);
    int count = rows.rows(chunk);
    float[] work = scratch.take(ChannelSums.WORK);
    if (dresidual != null) {
      ChannelSums.gateAndProducts(
          dy, y, x.data(), at, count, channels, terms, dresidual, partial, to, work);
    } else if (gated) {
      ChannelSums.gatedProducts(dy, x.data(), at, count, channels, terms, partial, to, work);
    } else {
      ChannelSums.products(dy, x.data(), at, count, channels, terms, partial, to, work);
    }
    scratch.give(work);
  }

  /// Joins the chunks of channel `c` and prepares its terms.
  private void join(
      int c, float epsilon, float[] gamma, float[] variance, float[] dgamma, float[] dbeta) {
    int channels = rows.channels();
    double sum = 0; //      Σ g
    double product = 0; //  Σ g · (x − mean)
    for (int chunk = 0; chunk < rows.chunks(); chunk++) {
      sum += partial[2 * channels * chunk + c];
      product += partial[2 * channels * chunk + channels + c];
    }
    double inverse = BatchNorm.scale(1f, variance[ORIGIN + c], epsilon);
    dbeta[ORIGIN + c] = (float) sum;
    dgamma[ORIGIN + c] = (float) (product * inverse);
    double scale = gamma[ORIGIN + c] * inverse;
    terms[3 * channels + c] = (float) scale;
    terms[4 * channels + c] = (float) (-scale * inverse * inverse * product / rows.count());
    terms[5 * channels + c] = (float) (-scale * sum / rows.count());
  }

  private void spread(int chunk, boolean gated, float[] g, float[] dx) {
    int channels = rows.channels();
    for (int r = 0; r < rows.rows(chunk); r++) {
      int at = rows.start(chunk) + r * channels * LANES;
      if (gated) {
        spreadGated(g, x.data(), at, channels, terms, dx);
      } else {
        spread(g, x.data(), at, channels, terms, dx);
      }
    }
  }

  /// `dx = terms[3][c] · g + terms[4][c] · (x − terms[0][c]) + terms[5][c]` for one row.
  private static void spread(
      float[] g, float[] x, int at, int channels, float[] terms, float[] dx) {
    for (int c = 0; c < channels; c++) {
      FloatVector centre = FloatVector.broadcast(SPECIES, terms[c]);
      FloatVector ofG = FloatVector.broadcast(SPECIES, terms[3 * channels + c]);
      FloatVector ofX = FloatVector.broadcast(SPECIES, terms[4 * channels + c]);
      FloatVector constant = FloatVector.broadcast(SPECIES, terms[5 * channels + c]);
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        int i = at + c * LANES + lane;
        FloatVector distance = FloatVector.fromArray(SPECIES, x, i).sub(centre);
        FloatVector v = FloatVector.fromArray(SPECIES, g, i);
        v.fma(ofG, distance.fma(ofX, constant)).intoArray(dx, i);
      }
    }
  }

  /// The same, `dy` counting only where the result was above 0.
  private static void spreadGated(
      float[] dy, float[] x, int at, int channels, float[] terms, float[] dx) {
    for (int c = 0; c < channels; c++) {
      FloatVector centre = FloatVector.broadcast(SPECIES, terms[c]);
      FloatVector scale = FloatVector.broadcast(SPECIES, terms[channels + c]);
      FloatVector shift = FloatVector.broadcast(SPECIES, terms[2 * channels + c]);
      FloatVector ofG = FloatVector.broadcast(SPECIES, terms[3 * channels + c]);
      FloatVector ofX = FloatVector.broadcast(SPECIES, terms[4 * channels + c]);
      FloatVector constant = FloatVector.broadcast(SPECIES, terms[5 * channels + c]);
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        int i = at + c * LANES + lane;
        FloatVector distance = FloatVector.fromArray(SPECIES, x, i).sub(centre);
        FloatVector z = distance.fma(scale, shift);
        FloatVector v =
            ZERO.blend(FloatVector.fromArray(SPECIES, dy, i), z.compare(VectorOperators.GT, ZERO));
        v.fma(ofG, distance.fma(ofX, constant)).intoArray(dx, i);
      }
    }
  }
}
