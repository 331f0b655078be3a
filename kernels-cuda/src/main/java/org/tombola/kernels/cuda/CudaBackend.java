package org.tombola.kernels.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.Supplier;
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

/// Every verb of [Backend] as launches on a device. They wait in a [Queue] until somebody reads.
///
/// A backend belongs to one thread at a time.
final class CudaBackend implements Backend {
  static final String NAME = "cuda";

  private static final Kernel CROSS_ENTROPY = new Kernel("loss", "softmaxCrossEntropy");
  private static final int WARPS = 4; // samples a block of it

  private final Device device;
  private final CudaChoices choices;
  private final Precision precision;
  private final Pool pool;
  private final Queue queue;
  private final Numbers numbers;
  private final Updates updates;
  private final Sparse sparse;
  private final Uniforms uniforms;
  private boolean closed;

  /// @param device which has a library for products of matrices if that is chosen, see
  ///   [Device#blas]
  CudaBackend(Device device, CudaChoices choices) {
    this.device = device;
    this.choices = choices;
    precision = choices.precision();
    queue = new Queue(device);
    pool = new Pool(device, queue);
    numbers = new Numbers(queue, pool);
    updates = new Updates(queue, numbers);
    sparse = new Sparse(queue, pool, choices.sparse().threshold(precision));
    uniforms = new Uniforms(queue, numbers);
  }

  @Override
  public String name() {
    return new BackendName(NAME, choices.told()).toString();
  }

  @Override
  public String description() {
    int capability = device.capability();
    return "%s, compute capability %d.%d, %d multiprocessors, products in %s%s%s"
        .formatted(
            device.name(),
            capability / 10,
            capability % 10,
            device.multiprocessors(),
            precision.choice(),
            device.blas().map(library -> ", of matrices by " + library).orElse(""),
            choices.sparse().told(precision));
  }

  // ---- memory ----

  @Override
  public Storage allocate(Kind kind, Shape shape) {
    CudaStorage made = uninitialised(kind, shape);
    fill(0f, made);
    return made;
  }

  private CudaStorage uninitialised(Kind kind, Shape shape) {
    long bytes = (long) Float.BYTES * shape.size();
    long address = pool.take(bytes);
    CudaStorage made = new CudaStorage(this, kind, shape, address);
    pool.giveBackAfter(made, address, bytes);
    return made;
  }

  void read(CudaStorage from, MemorySegment into) {
    if (from.flat()) {
      queue.download(from.address(), into);
    } else {
      long between = queue.scratch(into.byteSize());
      Movement.toRowMajor(queue, from, between);
      queue.download(between, into);
    }
  }

  Supplier<float[]> readLater(CudaStorage from) {
    return queue.downloadLater(from.address(), from.size());
  }

  void write(MemorySegment from, CudaStorage into) {
    if (into.size() == 1) {
      fill(from.get(ValueLayout.JAVA_FLOAT, 0), into); // constants, many in a step
    } else if (into.flat()) {
      queue.upload(from, into.address());
    } else {
      long between = queue.scratch(from.byteSize());
      queue.upload(from, between);
      Movement.fromRowMajor(queue, between, into);
    }
  }

  @Override
  public void fill(float value, Storage out) {
    CudaStorage o = (CudaStorage) out;
    Elementwise.fill(queue, value, o.address(), o.size());
  }

  // ---- random numbers ----

  @Override
  public void uniform(RandomStream stream, long first, Storage out) {
    uniforms.draw(stream, first, (CudaStorage) out);
  }

  // ---- movement ----

  @Override
  public void copy(Storage x, Storage out) {
    Movement.copy(queue, (CudaStorage) x, (CudaStorage) out);
  }

  @Override
  public void expand(Storage x, Storage out) {
    Movement.expand(queue, (CudaStorage) x, (CudaStorage) out);
  }

  @Override
  public void permute(int[] axes, Storage x, Storage out) {
    Movement.permute(queue, axes, (CudaStorage) x, (CudaStorage) out);
  }

  @Override
  public void slice(int axis, int from, Storage x, Storage out) {
    Movement.slice(queue, axis, from, (CudaStorage) x, (CudaStorage) out);
  }

  @Override
  public void pad(int axis, int from, Storage x, Storage out) {
    Movement.pad(queue, axis, from, (CudaStorage) x, (CudaStorage) out);
  }

  // ---- elementwise and reduction ----

  @Override
  public void map(Unary f, Storage x, Storage out) {
    Elementwise.map(queue, f, (CudaStorage) x, (CudaStorage) out);
  }

  @Override
  public void zip(Binary f, Storage a, Storage b, Storage out) {
    Elementwise.zip(queue, f, (CudaStorage) a, (CudaStorage) b, (CudaStorage) out);
  }

  @Override
  public void reduce(Reduce f, int[] axes, Storage x, Storage out) {
    Reductions.reduce(queue, f, axes, (CudaStorage) x, (CudaStorage) out);
  }

  // ---- products ----

  @Override
  public void pattern(Storage w, @Nullable Storage mask) {
    sparse.pattern((CudaStorage) w, (CudaStorage) mask);
  }

  @Override
  public void linear(Storage x, Storage w, @Nullable Storage bias, Storage out) {
    if (!sparse.forward(Sparse.POINT, x, w, bias, out)) {
      product(false, true, x, w, bias, out); // (N,I) · (O,I)ᵀ + (O)
    }
  }

  @Override
  public void linearInputGrad(Storage dy, Storage w, Storage out) {
    if (!sparse.inputGrad(Sparse.POINT, dy, w, out)) {
      product(false, false, dy, w, null, out); // (N,O) · (O,I)
    }
  }

  @Override
  public void linearWeightGrad(Storage dy, Storage x, @Nullable Storage w, Storage out) {
    if (!sparse.weightGrad(Sparse.POINT, dy, x, w, out)) {
      product(true, false, dy, x, null, out); // (N,O)ᵀ · (N,I)
    }
  }

  @Override
  public void matmul(boolean transA, boolean transB, Storage a, Storage b, Storage out) {
    product(transA, transB, a, b, null, out);
  }

  /// `out[m,n] = Σ_k op(A)[m,k] · op(B)[k,n] + bias[n]`.
  private void product(
      boolean transA, boolean transB, Storage a, Storage b, @Nullable Storage bias, Storage out) {
    int m = out.shape().dim(0);
    int n = out.shape().dim(1);
    int k = a.shape().dim(transA ? 0 : 1);
    var product = new Product(precision, transA, transB, m, n, k, at(a), at(b), at(bias), at(out));
    if (choices.cublas()) {
      BlasGemm.product(queue, product);
    } else {
      Gemm.product(queue, product);
    }
  }

  // ---- convolution ----

  @Override
  public void conv2d(Window window, Storage x, Storage w, @Nullable Storage bias, Storage out) {
    if (!sparse.forward(window, x, w, bias, out)) {
      Conv.forward(queue, precision, window, x.shape(), w.shape(), at(x), at(w), at(bias), at(out));
    }
  }

  @Override
  public void conv2dInputGrad(Window window, Storage dy, Storage w, Storage out) {
    if (!sparse.inputGrad(window, dy, w, out)) {
      Conv.inputGrad(
          queue, precision, window, dy.shape(), w.shape(), out.shape(), at(dy), at(w), at(out));
    }
  }

  @Override
  public void conv2dWeightGrad(
      Window window, Storage dy, Storage x, @Nullable Storage w, Storage out) {
    if (!sparse.weightGrad(window, dy, x, w, out)) {
      Conv.weightGrad(
          queue, precision, window, dy.shape(), x.shape(), out.shape(), at(dy), at(x), at(out));
    }
  }

  // ---- pooling ----

  @Override
  public void maxPool(Window window, Storage x, Storage out, Storage taps) {
    Pooling.max(queue, window, (CudaStorage) x, (CudaStorage) out, (CudaStorage) taps);
  }

  @Override
  public void maxPick(Window window, Storage x, Storage taps, Storage out) {
    Pooling.pick(queue, window, (CudaStorage) x, (CudaStorage) taps, (CudaStorage) out);
  }

  @Override
  public void maxUnpool(Window window, Storage dy, Storage taps, Storage out) {
    Pooling.unpool(queue, window, (CudaStorage) dy, (CudaStorage) taps, (CudaStorage) out);
  }

  @Override
  public void avgPool(Window window, Storage x, Storage out) {
    Pooling.average(queue, window, (CudaStorage) x, (CudaStorage) out);
  }

  @Override
  public void avgUnpool(Window window, Storage dy, Storage out) {
    Pooling.spread(queue, window, (CudaStorage) dy, (CudaStorage) out);
  }

  // ---- batch normalisation, loss ----

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
    Normalisation.forward(
        queue,
        epsilon,
        relu,
        (CudaStorage) x,
        (CudaStorage) gamma,
        (CudaStorage) beta,
        (CudaStorage) residual,
        statistics,
        (CudaStorage) out);
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
    Normalisation.backward(
        queue,
        epsilon,
        relu,
        (CudaStorage) dy,
        (CudaStorage) y,
        (CudaStorage) x,
        (CudaStorage) gamma,
        statistics,
        (CudaStorage) dx,
        (CudaStorage) dgamma,
        (CudaStorage) dbeta,
        (CudaStorage) dresidual);
  }

  @Override
  public void moveTowards(float share, float scale, Storage now, Storage running) {
    CudaStorage to = (CudaStorage) running;
    Normalisation.moveTowards(queue, share, scale, (CudaStorage) now, to);
  }

  @Override
  public void softmaxCrossEntropy(Storage logits, int[] labels, Storage losses, Storage dlogits) {
    int samples = logits.shape().dim(0);
    queue.launch(
        Launch.over(CROSS_ENTROPY, 32L * samples, 32 * WARPS)
            .pointer(at(logits))
            .pointer(numbers.integers(samples, Arrays.copyOf(labels, samples)))
            .pointer(at(losses))
            .pointer(at(dlogits))
            .integer(samples)
            .integer(logits.shape().dim(1)));
  }

  // ---- optimiser ----

  @Override
  public void sgdStep(
      SgdStep step, Storage dw, @Nullable Storage mask, @Nullable Storage velocity, Storage w) {
    updates.sgd(
        step, (CudaStorage) dw, (CudaStorage) mask, (CudaStorage) velocity, (CudaStorage) w);
  }

  @Override
  public void adamStep(
      AdamStep step, Storage dw, @Nullable Storage mask, Storage m, Storage v, Storage w) {
    updates.adam(
        step,
        (CudaStorage) dw,
        (CudaStorage) mask,
        (CudaStorage) m,
        (CudaStorage) v,
        (CudaStorage) w);
  }

  /// Waits for the device, then gives back its memory: all of it, whoever still holds a storage.
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try (device;
          pool) {
        queue.close();
      }
    }
  }

  private static long at(@Nullable Storage storage) {
    return storage == null ? 0 : ((CudaStorage) storage).address();
  }
}
