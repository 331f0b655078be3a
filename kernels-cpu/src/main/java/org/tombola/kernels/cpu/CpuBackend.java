package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.ORIGIN;

import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.BackendName;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.AdamStep;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.BatchStatistics;
import org.tombola.engine.spi.Binary;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Reduce;
import org.tombola.engine.spi.SgdStep;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Unary;
import org.tombola.engine.spi.Window;

/// Every verb of [Backend] on vectors and threads: casts, cuts the work into chunks, restores the
/// padding. The arithmetic is in the classes it calls.
public final class CpuBackend implements Backend {
  /// Floats in a chunk of elementwise work; less than two of them stay on the caller.
  private static final int CHUNK = 1 << 14;

  private final ConvAlgorithm algorithm;
  private final SparseChoice sparseness;
  private final Scratch scratch = new Scratch();
  private final Parallel parallel;
  private final Products products;
  private final Convolutions convolutions;
  private final Updates updates;

  /// @param threads the caller's among them, at least 1
  public CpuBackend(int threads) {
    this(threads, ConvAlgorithm.AUTO, SparseChoice.AUTO);
  }

  /// @param threads the caller's among them, at least 1
  /// @param algorithm of convolutions
  /// @param sparseness when pruned weights are skipped
  public CpuBackend(int threads, ConvAlgorithm algorithm, SparseChoice sparseness) {
    this.algorithm = algorithm;
    this.sparseness = sparseness;
    parallel = new Parallel(threads);
    products = new Products(sparseness, scratch, parallel);
    convolutions = new Convolutions(algorithm, sparseness, scratch, parallel);
    updates = new Updates(sparseness, parallel);
  }

  @Override
  public String name() {
    var choices = new TreeMap<String, String>();
    if (algorithm != ConvAlgorithm.AUTO) {
      choices.put(CpuProvider.CONV, CpuProvider.nameOf(algorithm));
    }
    if (sparseness != SparseChoice.AUTO) {
      choices.put(CpuProvider.SPARSE, CpuProvider.nameOf(sparseness));
    }
    return new BackendName("cpu", choices).toString();
  }

  @Override
  public String description() {
    int threads = parallel.threads();
    String count = threads == 1 ? "1 thread" : threads + " threads";
    return Simd.SPECIES.vectorBitSize() + "-bit vectors, " + count;
  }

  Scratch scratch() {
    return scratch;
  }

  @Override
  public Storage allocate(Kind kind, Shape shape) {
    return new CpuStorage(this, kind, shape);
  }

  @Override
  public void fill(float value, Storage out) {
    CpuStorage o = (CpuStorage) out;
    Arrays.fill(o.data(), ORIGIN, o.nothing(), value);
    o.zeroPadding();
  }

  @Override
  public void uniform(RandomStream stream, long first, Storage out) {
    Uniforms.draw(stream, first, (CpuStorage) out, parallel);
  }

  @Override
  public void copy(Storage x, Storage out) {
    Movement.copy((CpuStorage) x, (CpuStorage) out, scratch, parallel);
  }

  @Override
  public void expand(Storage x, Storage out) {
    CpuStorage from = (CpuStorage) x;
    CpuStorage to = (CpuStorage) out;
    Movement.gather(Walk.aligned(from, from, to), from, to, parallel);
  }

  @Override
  public void permute(int[] axes, Storage x, Storage out) {
    CpuStorage from = (CpuStorage) x;
    CpuStorage to = (CpuStorage) out;
    Movement.gather(Walk.permuted(axes, from, to), from, to, parallel);
  }

  @Override
  public void slice(int axis, int from, Storage x, Storage out) {
    Movement.slice(axis, from, (CpuStorage) x, (CpuStorage) out);
  }

  @Override
  public void pad(int axis, int from, Storage x, Storage out) {
    Movement.pad(axis, from, (CpuStorage) x, (CpuStorage) out);
  }

  @Override
  public void map(Unary f, Storage x, Storage out) {
    float[] from = ((CpuStorage) x).data();
    CpuStorage o = (CpuStorage) out;
    inChunks(o.physical(), (at, to) -> Maps.map(f, from, o.data(), at, to));
    if (!Maps.keepsZero(f)) {
      o.zeroPadding();
    }
  }

  @Override
  public void zip(Binary f, Storage a, Storage b, Storage out) {
    CpuStorage x = (CpuStorage) a;
    CpuStorage y = (CpuStorage) b;
    CpuStorage o = (CpuStorage) out;
    boolean alike = x.kind() == y.kind() && x.shape().equals(y.shape());
    if (alike) {
      inChunks(
          o.physical(),
          (at, to) -> Zips.vectors(f, x.data(), at, 1, y.data(), at, 1, o.data(), at, to - at));
    } else {
      Broadcast.zip(f, x, y, o, scratch, parallel);
    }
    if (!alike || !Zips.keepsZero(f)) {
      o.zeroPadding();
    }
  }

  @Override
  public void reduce(Reduce f, int[] axes, Storage x, Storage out) {
    Reductions.reduce(f, axes, (CpuStorage) x, (CpuStorage) out, parallel);
  }

  @Override
  public void pattern(Storage w, @Nullable Storage mask) {
    ((CpuStorage) w).pattern(mask == null ? null : new Pattern((CpuStorage) mask));
  }

  @Override
  public void linear(Storage x, Storage w, @Nullable Storage bias, Storage out) {
    products.linear((CpuStorage) x, (CpuStorage) w, (CpuStorage) bias, (CpuStorage) out);
  }

  @Override
  public void linearInputGrad(Storage dy, Storage w, Storage out) {
    products.linearInputGrad((CpuStorage) dy, (CpuStorage) w, (CpuStorage) out);
  }

  @Override
  public void linearWeightGrad(Storage dy, Storage x, @Nullable Storage w, Storage out) {
    products.linearWeightGrad((CpuStorage) dy, (CpuStorage) x, (CpuStorage) w, (CpuStorage) out);
  }

  @Override
  public void matmul(boolean transA, boolean transB, Storage a, Storage b, Storage out) {
    products.matmul(transA, transB, (CpuStorage) a, (CpuStorage) b, (CpuStorage) out);
  }

  @Override
  public void conv2d(Window window, Storage x, Storage w, @Nullable Storage bias, Storage out) {
    convolutions.forward(
        window, (CpuStorage) x, (CpuStorage) w, (CpuStorage) bias, (CpuStorage) out);
  }

  @Override
  public void conv2dInputGrad(Window window, Storage dy, Storage w, Storage out) {
    convolutions.inputGrad(window, (CpuStorage) dy, (CpuStorage) w, (CpuStorage) out);
  }

  @Override
  public void conv2dWeightGrad(
      Window window, Storage dy, Storage x, @Nullable Storage w, Storage out) {
    convolutions.weightGrad(
        window, (CpuStorage) dy, (CpuStorage) x, (CpuStorage) w, (CpuStorage) out);
  }

  @Override
  public void maxPool(Window window, Storage x, Storage out, Storage taps) {
    Pools.max(window, (CpuStorage) x, (CpuStorage) out, (CpuStorage) taps, parallel);
  }

  @Override
  public void maxPick(Window window, Storage x, Storage taps, Storage out) {
    Pools.pick(window, (CpuStorage) x, (CpuStorage) taps, (CpuStorage) out, parallel);
  }

  @Override
  public void maxUnpool(Window window, Storage dy, Storage taps, Storage out) {
    Pools.unpool(window, (CpuStorage) dy, (CpuStorage) taps, (CpuStorage) out, parallel);
  }

  @Override
  public void avgPool(Window window, Storage x, Storage out) {
    Pools.average(window, (CpuStorage) x, (CpuStorage) out, parallel);
  }

  @Override
  public void avgUnpool(Window window, Storage dy, Storage out) {
    Pools.spread(window, (CpuStorage) dy, (CpuStorage) out, parallel);
  }

  @Override
  public void batchNorm(
      float epsilon,
      boolean relu,
      Storage x,
      Storage gamma,
      Storage beta,
      @Nullable Storage residual,
      BatchStatistics statistics,
      Storage out) {
    BatchNorm.forward(
        epsilon,
        relu,
        (CpuStorage) x,
        (CpuStorage) gamma,
        (CpuStorage) beta,
        data(residual),
        statistics,
        (CpuStorage) out,
        scratch,
        parallel);
  }

  @Override
  public void batchNormGrad(
      float epsilon,
      boolean relu,
      Storage dy,
      Storage y,
      Storage x,
      Storage gamma,
      BatchStatistics statistics,
      Storage dx,
      Storage dgamma,
      Storage dbeta,
      @Nullable Storage dresidual) {
    BatchNormGrad.backward(
        epsilon,
        relu,
        (CpuStorage) dy,
        (CpuStorage) y,
        (CpuStorage) x,
        (CpuStorage) gamma,
        statistics,
        (CpuStorage) dx,
        (CpuStorage) dgamma,
        (CpuStorage) dbeta,
        data(dresidual),
        scratch,
        parallel);
  }

  @Override
  public void moveTowards(float share, float scale, Storage now, Storage running) {
    float[] towards = ((CpuStorage) now).data();
    float[] averages = ((CpuStorage) running).data();
    int to = ((CpuStorage) running).nothing();
    for (int i = ORIGIN; i < to; i++) {
      averages[i] = averages[i] * (1 - share) + towards[i] * scale * share;
    }
  }

  @Override
  public void softmaxCrossEntropy(Storage logits, int[] labels, Storage losses, Storage dlogits) {
    SoftmaxCrossEntropy.run(
        (CpuStorage) logits, labels, (CpuStorage) losses, (CpuStorage) dlogits, scratch);
  }

  @Override
  public void sgdStep(
      SgdStep step, Storage dw, @Nullable Storage mask, @Nullable Storage velocity, Storage w) {
    float[] g = ((CpuStorage) dw).data();
    updates.sgd(step, g, data(mask), data(velocity), (CpuStorage) w);
  }

  @Override
  public void adamStep(
      AdamStep step, Storage dw, @Nullable Storage mask, Storage m, Storage v, Storage w) {
    float[] g = ((CpuStorage) dw).data();
    float[] first = ((CpuStorage) m).data();
    float[] second = ((CpuStorage) v).data();
    updates.adam(step, g, data(mask), first, second, (CpuStorage) w);
  }

  @Override
  public void close() {
    parallel.close();
  }

  private static float @Nullable [] data(@Nullable Storage storage) {
    return storage == null ? null : ((CpuStorage) storage).data();
  }

  /// Pieces of `floats` floats from [Lanes#ORIGIN] on, cut by size alone; little work stays here.
  private void inChunks(int floats, Parallel.Piece piece) {
    boolean small = floats < 2 * CHUNK;
    parallel.run(floats, CHUNK, small, (from, to) -> piece.run(ORIGIN + from, ORIGIN + to));
  }
}
