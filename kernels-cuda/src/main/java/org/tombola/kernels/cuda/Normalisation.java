package org.tombola.kernels.cuda;

import org.jspecify.annotations.Nullable;
import org.tombola.engine.spi.BatchStatistics;

/// Launches of `batchnorm.cu`: sums of a channel in parts, the parts joined, then every element.
final class Normalisation {
  private static final String FAMILY = "batchnorm";
  private static final Kernel PARTIAL = new Kernel(FAMILY, "bnPartial");
  private static final Kernel STATISTICS = new Kernel(FAMILY, "bnStatistics");
  private static final Kernel APPLY = new Kernel(FAMILY, "bnApply");
  private static final Kernel APPLY_RELU = new Kernel(FAMILY, "bnApplyRelu");
  private static final Kernel APPLY_RESIDUAL = new Kernel(FAMILY, "bnApplyResidual");
  private static final Kernel GRAD_PARTIAL = new Kernel(FAMILY, "bnGradPartial");
  private static final Kernel GRAD_STATISTICS = new Kernel(FAMILY, "bnGradStatistics");
  private static final Kernel GRAD_APPLY = new Kernel(FAMILY, "bnGradApply");

  private static final Kernel MOVE_TOWARDS = new Kernel(FAMILY, "moveTowards");

  private static final int THREADS = 256;
  private static final int WARPS = THREADS / 32;

  /// Channels of a block, at most.
  private static final int WIDE = 32;

  /// Rows a thread should have, and the blocks there are at most: enough for every multiprocessor.
  private static final int EACH = 16;

  private static final int PARTS = 256;

  /// How the rows of a matrix are cut: by its size alone, so that results do not depend on where
  /// they are computed.
  ///
  /// @param channels columns of the matrix, C
  /// @param wide of them for a block
  /// @param rows of the matrix, M
  /// @param slice of them for a block
  /// @param parts blocks along the rows
  private record Cut(int channels, int wide, int rows, int slice, int parts) {
    static Cut of(CudaStorage x) {
      int channels = x.shape().dim(1);
      int rows = x.size() / channels;
      int wide = Math.min(WIDE, Math.max(4, Integer.highestOneBit(2 * channels - 1)));
      int high = THREADS / wide;
      int slice = Math.max(EACH * high, Math.ceilDiv(rows, PARTS));
      return new Cut(channels, wide, rows, slice, Math.ceilDiv(rows, slice));
    }

    Launch launch(Kernel kernel) {
      return Launch.of(kernel, Math.ceilDiv(channels, wide), parts, 1, THREADS);
    }
  }

  private Normalisation() {}

  static void forward(
      Stream stream,
      float epsilon,
      boolean relu,
      CudaStorage x,
      CudaStorage gamma,
      CudaStorage beta,
      @Nullable CudaStorage residual,
      BatchStatistics statistics,
      CudaStorage out) {
    Cut cut = Cut.of(x);
    long mean = ((CudaStorage) statistics.mean()).address();
    long variance = ((CudaStorage) statistics.variance()).address();
    long partial = stream.scratch((long) Float.BYTES * (3 * cut.parts + 1) * cut.channels);
    long scale = partial + (long) Float.BYTES * 3 * cut.parts * cut.channels;
    stream.launch(
        cut.launch(PARTIAL)
            .pointer(x.address())
            .pointer(partial)
            .integer(cut.rows)
            .integer(cut.channels)
            .integer(cut.slice)
            .integer(cut.wide));
    stream.launch(
        Launch.over(STATISTICS, 32L * cut.channels, 32 * WARPS)
            .pointer(partial)
            .integer(cut.parts)
            .integer(cut.rows)
            .integer(cut.channels)
            .real(epsilon)
            .pointer(gamma.address())
            .pointer(beta.address())
            .pointer(mean)
            .pointer(variance)
            .pointer(((CudaStorage) statistics.shift()).address())
            .pointer(scale));
    Kernel apply = residual != null ? APPLY_RESIDUAL : relu ? APPLY_RELU : APPLY;
    stream.launch(
        Launch.over(apply, Math.ceilDiv(x.size(), 4), THREADS)
            .pointer(x.address())
            .pointer(residual == null ? 0 : residual.address())
            .pointer(scale)
            .pointer(beta.address())
            .pointer(mean)
            .pointer(out.address())
            .integer(x.size())
            .integer(cut.channels));
  }

  static void backward(
      Stream stream,
      float epsilon,
      boolean relu,
      CudaStorage dy,
      CudaStorage y,
      CudaStorage x,
      CudaStorage gamma,
      BatchStatistics statistics,
      CudaStorage dx,
      CudaStorage dgamma,
      CudaStorage dbeta,
      @Nullable CudaStorage dresidual) {
    Cut cut = Cut.of(x);
    long mean = ((CudaStorage) statistics.mean()).address();
    long variance = ((CudaStorage) statistics.variance()).address();
    long partial = stream.scratch((long) Float.BYTES * (2 * cut.parts + 3) * cut.channels);
    long factors = partial + (long) Float.BYTES * 2 * cut.parts * cut.channels;
    stream.launch(
        cut.launch(GRAD_PARTIAL)
            .pointer(dy.address())
            .pointer(y.address())
            .pointer(x.address())
            .pointer(mean)
            .pointer(partial)
            .integer(cut.rows)
            .integer(cut.channels)
            .integer(cut.slice)
            .integer(cut.wide)
            .integer(relu ? 1 : 0));
    stream.launch(
        Launch.over(GRAD_STATISTICS, 32L * cut.channels, 32 * WARPS)
            .pointer(partial)
            .integer(cut.parts)
            .integer(cut.rows)
            .integer(cut.channels)
            .real(epsilon)
            .pointer(gamma.address())
            .pointer(variance)
            .pointer(dgamma.address())
            .pointer(dbeta.address())
            .pointer(factors));
    stream.launch(
        Launch.over(GRAD_APPLY, Math.ceilDiv(x.size(), 4), THREADS)
            .pointer(dy.address())
            .pointer(y.address())
            .pointer(x.address())
            .pointer(mean)
            .pointer(factors)
            .pointer(dx.address())
            .pointer(dresidual == null ? 0 : dresidual.address())
            .integer(x.size())
            .integer(cut.channels)
            .integer(relu ? 1 : 0));
  }

  static void moveTowards(
      Stream stream, float share, float scale, CudaStorage now, CudaStorage running) {
    stream.launch(
        Launch.over(MOVE_TOWARDS, running.size(), THREADS)
            .pointer(now.address())
            .pointer(running.address())
            .integer(running.size())
            .real(share)
            .real(scale));
  }
}
