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

/// Batch normalisation in two passes over `x`: statistics, then the output, what follows included.
///
/// The first pass takes sums of distances from a pivot, each chunk its own: the mean of its first
/// row. Distances are of the size of the standard deviation, so their squares lose nothing to a
/// large mean, which `Σ x² − (Σ x)² / M` would. Chunks are joined by the formula of Chan, Golub and
/// LeVeque (1979).
final class BatchNorm {
  private final ChannelRows rows;
  private final CpuStorage x;
  private final boolean relu;
  private final float @Nullable [] residual;
  private final CpuStorage out;

  /// For each chunk `[3][C]`: pivots, sums of distances, sums of squared distances.
  private final float[] partial;

  /// `[3][C]`: what [#normalise] needs of every channel.
  private final float[] terms;

  private BatchNorm(
      CpuStorage x,
      boolean relu,
      float @Nullable [] residual,
      CpuStorage out,
      ChannelRows rows,
      Scratch scratch) {
    this.rows = rows;
    this.x = x;
    this.relu = relu;
    this.residual = residual;
    this.out = out;
    partial = scratch.take(3 * rows.channels() * rows.chunks());
    terms = scratch.take(3 * rows.channels());
  }

  /// See [org.tombola.engine.spi.Backend#batchNorm].
  static void forward(
      float epsilon,
      boolean relu,
      CpuStorage x,
      CpuStorage gamma,
      CpuStorage beta,
      float @Nullable [] residual,
      BatchStatistics statistics,
      CpuStorage out,
      Scratch scratch,
      Parallel parallel) {
    ChannelRows rows = new ChannelRows(x);
    BatchNorm job = new BatchNorm(x, relu, residual, out, rows, scratch);
    CpuStorage mean = (CpuStorage) statistics.mean();
    CpuStorage variance = (CpuStorage) statistics.variance();
    CpuStorage shift = (CpuStorage) statistics.shift();
    parallel.run(rows.chunks(), rows.small(), chunk -> job.sums(chunk, scratch));
    for (int c = 0; c < rows.channels(); c++) {
      double centre = job.join(c, mean.data(), variance.data());
      job.prepare(c, epsilon, centre, gamma, beta, mean, variance, shift.data());
    }
    mean.zeroPadding();
    variance.zeroPadding();
    shift.zeroPadding();
    parallel.run(rows.chunks(), rows.small(), job::normalise);
    out.zeroPadding();
    scratch.give(job.partial);
    scratch.give(job.terms);
  }

  private void sums(int chunk, Scratch scratch) {
    int channels = rows.channels();
    int at = rows.start(chunk);
    int lanes = rows.lanes(chunk);
    int pivots = 3 * channels * chunk;
    for (int c = 0; c < channels; c++) {
      partial[pivots + c] = (float) (Sums.byNumber(x.data(), at + c * LANES, lanes) / lanes);
    }
    float[] work = scratch.take(ChannelSums.WORK);
    int to = pivots + channels;
    ChannelSums.moments(
        x.data(), at, rows.rows(chunk), channels, lanes, partial, pivots, partial, to, work);
    scratch.give(work);
  }

  /// Joins the chunks of channel `c` and gives its mean, before it is rounded.
  private double join(int c, float[] mean, float[] variance) {
    int channels = rows.channels();
    double centre = 0;
    double squares = 0; // of distances from the centre
    double count = 0;
    for (int chunk = 0; chunk < rows.chunks(); chunk++) {
      int at = 3 * channels * chunk + c;
      double more = (double) rows.rows(chunk) * rows.lanes(chunk);
      double shift = partial[at + channels] / more; // from the pivot to the chunk's mean
      double spread = Math.max(0, partial[at + 2 * channels] - shift * shift * more);
      double distance = partial[at] + shift - centre;
      count += more;
      centre += distance * more / count;
      squares += spread + distance * distance * (count - more) * more / count;
    }
    mean[ORIGIN + c] = (float) centre;
    variance[ORIGIN + c] = (float) (squares / count);
    return centre;
  }

  /// The terms of channel `c`. What rounding took from the mean goes into the shift.
  private void prepare(
      int c,
      float epsilon,
      double centre,
      CpuStorage gamma,
      CpuStorage beta,
      CpuStorage mean,
      CpuStorage variance,
      float[] shift) {
    int at = ORIGIN + c;
    double scale = scale(gamma.data()[at], variance.data()[at], epsilon);
    shift[at] = (float) (beta.data()[at] + (mean.data()[at] - centre) * scale);
    terms[c] = mean.data()[at];
    terms[rows.channels() + c] = (float) scale;
    terms[2 * rows.channels() + c] = shift[at];
  }

  /// `γ / √(variance + ε)`.
  static double scale(float gamma, float variance, float epsilon) {
    return gamma / Math.sqrt((double) variance + epsilon);
  }

  private void normalise(int chunk) {
    int channels = rows.channels();
    for (int r = 0; r < rows.rows(chunk); r++) {
      int at = rows.start(chunk) + r * channels * LANES;
      if (residual != null) {
        addAndRectify(x.data(), residual, at, channels, terms, out.data());
      } else if (relu) {
        rectify(x.data(), at, channels, terms, out.data());
      } else {
        normalise(x.data(), at, channels, terms, out.data());
      }
    }
  }

  /// `out = (x − terms[0][c]) · terms[1][c] + terms[2][c]` for one row.
  private static void normalise(float[] x, int at, int channels, float[] terms, float[] out) {
    for (int c = 0; c < channels; c++) {
      FloatVector mean = FloatVector.broadcast(SPECIES, terms[c]);
      FloatVector scale = FloatVector.broadcast(SPECIES, terms[channels + c]);
      FloatVector shift = FloatVector.broadcast(SPECIES, terms[2 * channels + c]);
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        int i = at + c * LANES + lane;
        FloatVector.fromArray(SPECIES, x, i).sub(mean).fma(scale, shift).intoArray(out, i);
      }
    }
  }

  /// The same, and what is negative becomes 0.
  private static void rectify(float[] x, int at, int channels, float[] terms, float[] out) {
    for (int c = 0; c < channels; c++) {
      FloatVector mean = FloatVector.broadcast(SPECIES, terms[c]);
      FloatVector scale = FloatVector.broadcast(SPECIES, terms[channels + c]);
      FloatVector shift = FloatVector.broadcast(SPECIES, terms[2 * channels + c]);
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        int i = at + c * LANES + lane;
        FloatVector z = FloatVector.fromArray(SPECIES, x, i).sub(mean).fma(scale, shift);
        z.blend(ZERO, z.compare(VectorOperators.LE, ZERO)).intoArray(out, i);
      }
    }
  }

  /// The same with `residual` added first.
  private static void addAndRectify(
      float[] x, float[] residual, int at, int channels, float[] terms, float[] out) {
    for (int c = 0; c < channels; c++) {
      FloatVector mean = FloatVector.broadcast(SPECIES, terms[c]);
      FloatVector scale = FloatVector.broadcast(SPECIES, terms[channels + c]);
      FloatVector shift = FloatVector.broadcast(SPECIES, terms[2 * channels + c]);
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        int i = at + c * LANES + lane;
        FloatVector z = FloatVector.fromArray(SPECIES, x, i).sub(mean).fma(scale, shift);
        z = z.add(FloatVector.fromArray(SPECIES, residual, i));
        z.blend(ZERO, z.compare(VectorOperators.LE, ZERO)).intoArray(out, i);
      }
    }
  }
}
