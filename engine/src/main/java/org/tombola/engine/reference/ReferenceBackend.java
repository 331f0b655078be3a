package org.tombola.engine.reference;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
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

/// Every verb of [Backend] in plain loops: the specification other backends are compared with.
///
/// Sums are carried in `double` and rounded to `float` once. Elementwise arithmetic and the
/// optimisers round after every operation, as the float formula says.
final class ReferenceBackend implements Backend {
  static final String NAME = "reference";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "plain loops, one thread, sums in double";
  }

  // ---- memory, random numbers ----

  @Override
  public Storage allocate(Kind kind, Shape shape) {
    return new ReferenceStorage(this, kind, shape);
  }

  @Override
  public void fill(float value, Storage out) {
    Arrays.fill(values(out), value);
  }

  @Override
  public void uniform(RandomStream stream, long first, Storage out) {
    float[] numbers = values(out);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = stream.uniform(first + i);
    }
  }

  // ---- movement ----

  @Override
  public void copy(Storage x, Storage out) {
    System.arraycopy(values(x), 0, values(out), 0, values(x).length);
  }

  @Override
  public void expand(Storage x, Storage out) {
    gather(values(x), Positions.aligned(x, out), values(out));
  }

  @Override
  public void permute(int[] axes, Storage x, Storage out) {
    gather(values(x), Positions.permuted(x.shape(), axes, out.shape()), values(out));
  }

  @Override
  public void slice(int axis, int from, Storage x, Storage out) {
    gather(values(x), Positions.window(out.shape(), x.shape(), axis, from), values(out));
  }

  @Override
  public void pad(int axis, int from, Storage x, Storage out) {
    int[] to = Positions.window(x.shape(), out.shape(), axis, from);
    float[] xs = values(x);
    float[] padded = values(out);
    Arrays.fill(padded, 0f);
    for (int i = 0; i < to.length; i++) {
      padded[to[i]] = xs[i];
    }
  }

  /// `out[i] = x[from[i]]`.
  private static void gather(float[] x, int[] from, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[from[i]];
    }
  }

  // ---- elementwise ----

  @Override
  public void map(Unary f, Storage x, Storage out) {
    float[] xs = values(x);
    float[] mapped = values(out);
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = f.of(xs[i]);
    }
  }

  @Override
  public void zip(Binary f, Storage a, Storage b, Storage out) {
    int[] fromA = Positions.aligned(a, out);
    int[] fromB = Positions.aligned(b, out);
    float[] as = values(a);
    float[] bs = values(b);
    float[] zipped = values(out);
    for (int i = 0; i < zipped.length; i++) {
      zipped[i] = f.of(as[fromA[i]], bs[fromB[i]]);
    }
  }

  // ---- reduction ----

  @Override
  public void reduce(Reduce f, int[] axes, Storage x, Storage out) {
    int[] to = Positions.reduced(x.shape(), axes);
    float[] xs = values(x);
    float[] reduced = values(out);
    double[] joined = new double[reduced.length];
    Arrays.fill(
        joined,
        switch (f) {
          case SUM -> 0;
          case MAX -> Double.NEGATIVE_INFINITY;
        });
    for (int i = 0; i < xs.length; i++) {
      joined[to[i]] =
          switch (f) {
            case SUM -> joined[to[i]] + xs[i];
            case MAX -> Math.max(joined[to[i]], xs[i]);
          };
    }
    round(joined, reduced);
  }

  // ---- products ----

  @Override
  public void linear(Storage x, Storage w, @Nullable Storage bias, Storage out) {
    product(false, true, x, w, bias, out); // (N,I) · (O,I)ᵀ + (O)
  }

  @Override
  public void linearInputGrad(Storage dy, Storage w, Storage out) {
    product(false, false, dy, w, null, out); // (N,O) · (O,I)
  }

  @Override
  public void linearWeightGrad(Storage dy, Storage x, @Nullable Storage w, Storage out) {
    product(true, false, dy, x, null, out); // (N,O)ᵀ · (N,I)
  }

  @Override
  public void matmul(boolean transA, boolean transB, Storage a, Storage b, Storage out) {
    product(transA, transB, a, b, null, out);
  }

  /// `out[m,n] = Σ_k op(A)[m,k] · op(B)[k,n] + bias[n]`, blind to kinds.
  private static void product(
      boolean transA, boolean transB, Storage a, Storage b, @Nullable Storage bias, Storage out) {
    int rows = out.shape().dim(0); // M
    int columns = out.shape().dim(1); // N
    int inner = a.shape().dim(transA ? 0 : 1); // K
    float[] as = values(a); // (M,K), or (K,M) if transposed
    float[] bs = values(b); // (K,N), or (N,K) if transposed
    float[] c = values(out);
    for (int m = 0; m < rows; m++) {
      for (int n = 0; n < columns; n++) {
        double sum = bias == null ? 0 : values(bias)[n];
        for (int k = 0; k < inner; k++) {
          float left = as[transA ? k * rows + m : m * inner + k];
          float right = bs[transB ? n * inner + k : k * columns + n];
          sum += (double) left * right;
        }
        c[m * columns + n] = (float) sum;
      }
    }
  }

  // ---- convolution, pooling, batch normalisation: the loops are in their own files ----

  @Override
  public void conv2d(Window window, Storage x, Storage w, @Nullable Storage bias, Storage out) {
    Convolutions.forward(
        window,
        (ReferenceStorage) x,
        (ReferenceStorage) w,
        (ReferenceStorage) bias,
        (ReferenceStorage) out);
  }

  @Override
  public void conv2dInputGrad(Window window, Storage dy, Storage w, Storage out) {
    Convolutions.inputGrad(
        window, (ReferenceStorage) dy, (ReferenceStorage) w, (ReferenceStorage) out);
  }

  @Override
  public void conv2dWeightGrad(
      Window window, Storage dy, Storage x, @Nullable Storage w, Storage out) {
    Convolutions.weightGrad(
        window, (ReferenceStorage) dy, (ReferenceStorage) x, (ReferenceStorage) out);
  }

  @Override
  public void maxPool(Window window, Storage x, Storage out, Storage taps) {
    Pools.max(window, (ReferenceStorage) x, (ReferenceStorage) out, (ReferenceStorage) taps);
  }

  @Override
  public void maxPick(Window window, Storage x, Storage taps, Storage out) {
    Pools.pick(window, (ReferenceStorage) x, (ReferenceStorage) taps, (ReferenceStorage) out);
  }

  @Override
  public void maxUnpool(Window window, Storage dy, Storage taps, Storage out) {
    Pools.unpool(window, (ReferenceStorage) dy, (ReferenceStorage) taps, (ReferenceStorage) out);
  }

  @Override
  public void avgPool(Window window, Storage x, Storage out) {
    Pools.average(window, (ReferenceStorage) x, (ReferenceStorage) out);
  }

  @Override
  public void avgUnpool(Window window, Storage dy, Storage out) {
    Pools.spread(window, (ReferenceStorage) dy, (ReferenceStorage) out);
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
    Normalisation.forward(
        epsilon,
        x,
        values(x),
        values(gamma),
        values(beta),
        values(statistics.mean()),
        values(statistics.variance()),
        values(out));
    copy(beta, statistics.shift());
    if (residual != null) {
      Normalisation.add(values(residual), values(out));
    }
    if (relu) {
      map(Unary.RELU, out, out);
    }
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
    float[] g = relu ? Normalisation.gated(values(dy), values(y)) : values(dy);
    Normalisation.backward(
        epsilon,
        x,
        g,
        values(x),
        values(gamma),
        values(statistics.mean()),
        values(statistics.variance()),
        values(dx),
        values(dgamma),
        values(dbeta));
    if (dresidual != null) {
      System.arraycopy(g, 0, values(dresidual), 0, g.length);
    }
  }

  @Override
  public void moveTowards(float share, float scale, Storage now, Storage running) {
    float[] towards = values(now);
    float[] averages = values(running);
    for (int i = 0; i < averages.length; i++) {
      averages[i] = averages[i] * (1 - share) + towards[i] * scale * share;
    }
  }

  // ---- loss ----

  @Override
  public void softmaxCrossEntropy(Storage logits, int[] labels, Storage losses, Storage dlogits) {
    int samples = logits.shape().dim(0); // N
    int classes = logits.shape().dim(1); // C
    float[] x = values(logits);
    for (int n = 0; n < samples; n++) {
      int row = n * classes;
      int label = labels[n];
      // Subtracting the largest logit changes nothing but keeps exp from overflowing.
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        largest = Math.max(largest, x[row + c]);
      }
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += Math.exp(x[row + c] - largest);
      }
      values(losses)[n] = (float) (Math.log(sum) + largest - x[row + label]);
      for (int c = 0; c < classes; c++) {
        double softmax = Math.exp(x[row + c] - largest) / sum;
        values(dlogits)[row + c] = (float) (c == label ? softmax - 1 : softmax);
      }
    }
  }

  // ---- optimiser, in place ----

  @Override
  public void sgdStep(
      SgdStep step, Storage dw, @Nullable Storage mask, @Nullable Storage velocity, Storage w) {
    float[] gradients = values(dw);
    float[] weights = values(w);
    float @Nullable [] velocities = velocity == null ? null : values(velocity);
    for (int i = 0; i < weights.length; i++) {
      float g = gradients[i] + step.weightDecay() * weights[i];
      float direction = g;
      if (velocities != null) {
        velocities[i] = step.momentum() * velocities[i] + g;
        direction = step.nesterov() ? g + step.momentum() * velocities[i] : velocities[i];
      }
      weights[i] -= step.lr() * direction;
    }
    zeroMasked(mask, w);
    if (velocity != null) {
      zeroMasked(mask, velocity);
    }
  }

  @Override
  public void adamStep(
      AdamStep step, Storage dw, @Nullable Storage mask, Storage m, Storage v, Storage w) {
    float[] gradients = values(dw);
    float[] weights = values(w);
    float[] first = values(m);
    float[] second = values(v);
    for (int i = 0; i < weights.length; i++) {
      float g = gradients[i] + step.weightDecay() * weights[i];
      first[i] = step.beta1() * first[i] + (1 - step.beta1()) * g;
      second[i] = step.beta2() * second[i] + (1 - step.beta2()) * g * g;
      float root = (float) Math.sqrt(second[i]) * step.rootCorrection() + step.epsilon();
      weights[i] -= step.correctedRate() * first[i] / root;
    }
    zeroMasked(mask, w);
    zeroMasked(mask, m);
    zeroMasked(mask, v);
  }

  /// +0 wherever the mask is 0. A choice, not a product: NaN · 0 is NaN, and −1 · 0 is −0.
  private static void zeroMasked(@Nullable Storage mask, Storage x) {
    if (mask == null) {
      return;
    }
    float[] kept = values(mask);
    float[] xs = values(x);
    for (int i = 0; i < xs.length; i++) {
      if (kept[i] == 0f) {
        xs[i] = 0f;
      }
    }
  }

  /// Nothing to release.
  @Override
  public void close() {}

  static void round(double[] exact, float[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = (float) exact[i];
    }
  }

  private static float[] values(Storage storage) {
    return ((ReferenceStorage) storage).values;
  }
}
