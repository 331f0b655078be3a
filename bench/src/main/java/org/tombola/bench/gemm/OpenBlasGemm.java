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

  /// The matrices lie in native memory, where the library works without a copy.
  @Override
  public Task prepare(int n, float[] a, float[] b) {
    FloatPointer left = new FloatPointer(a);
    FloatPointer right = new FloatPointer(b);
    FloatPointer out = new FloatPointer((long) n * n);
    return new Task(
        () -> sgemm(n, left, right, out),
        () -> {
          float[] c = new float[n * n];
          out.get(c);
          return c;
        });
  }

  private static void sgemm(int n, FloatPointer a, FloatPointer b, FloatPointer c) {
    openblas_nolapack.cblas_sgemm(
        ROW_MAJOR, NO_TRANSPOSE, NO_TRANSPOSE, n, n, n, 1f, a, n, b, n, 0f, c, n);
  }

  @Override
  public void multiply(int n, float[] a, float[] b, float[] c) {
    Task task = prepare(n, a, b);
    task.run().run();
    System.arraycopy(task.result().get(), 0, c, 0, n * n);
  }
}
