package org.tombola.bench.gemm;

import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.tombola.bench.ladder.Task;

/// Not a rung but the mark on the wall: OpenBLAS's `sgemm`, in native code written by hand for each
/// processor, on one thread.
///
/// Its library is unpacked into JavaCPP's cache in the user's home when it is first used.
public final class OpenBlasGemm implements GemmRung {
  /// Names from `cblas.h`.
  private static final int ROW_MAJOR = 101;

  private static final int NO_TRANSPOSE = 111;

  private static final int TRANSPOSE = 112;

  private OpenBlasGemm() {}

  /// Loads the library. Empty, after `sayWhyNot`, on a machine whose library is not in the jar.
  public static Optional<GemmRung> load(Consumer<String> sayWhyNot) {
    try {
      openblas_nolapack.blas_set_num_threads(1);
      return Optional.of(new OpenBlasGemm());
    } catch (LinkageError e) {
      sayWhyNot.accept(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  @Override
  public String name() {
    return "OpenBLAS";
  }

  @Override
  public String idea() {
    return "not a rung: `sgemm`, native code";
  }

  @Override
  public Task prepare(int n, float[] a, float[] b) {
    return product(false, false, n, n, n, a, b);
  }

  /// `C = op(A) · op(B)` as a task: `op`, which transposes where the flag is set, gives (M,K) and
  /// (K,N). The matrices lie in native memory, where the library works without a copy.
  public static Task product(
      boolean transA, boolean transB, int m, int n, int k, float[] a, float[] b) {
    FloatPointer left = new FloatPointer(a);
    FloatPointer right = new FloatPointer(b);
    FloatPointer out = new FloatPointer((long) m * n);
    int flagA = transA ? TRANSPOSE : NO_TRANSPOSE;
    int flagB = transB ? TRANSPOSE : NO_TRANSPOSE;
    int rowA = transA ? m : k;
    int rowB = transB ? k : n;
    return new Task(
        () ->
            openblas_nolapack.cblas_sgemm(
                ROW_MAJOR, flagA, flagB, m, n, k, 1f, left, rowA, right, rowB, 0f, out, n),
        () -> {
          float[] c = new float[m * n];
          out.get(c);
          return c;
        });
  }

  @Override
  public void multiply(int n, float[] a, float[] b, float[] c) {
    Task task = prepare(n, a, b);
    task.run().run();
    System.arraycopy(task.result().get(), 0, c, 0, n * n);
  }
}
