package org.tombola.bench.gemm;

import org.tombola.bench.ladder.Task;
import org.tombola.engine.Backends;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// The engine's product: the verb `matmul` of the CPU backend, on one thread.
///
/// It packs a few panels of `B` at a time, of 32 columns as the engine's own layout has them, and
/// moves the rows of `A` apart. See `kernels-cpu/docs/kernels.md`.
public final class Gemm5Shipped implements GemmRung {
  private final Backend backend = Backends.open("cpu", 1);

  @Override
  public String idea() {
    return "the CPU backend's `matmul`";
  }

  @Override
  public Task prepare(int n, float[] a, float[] b) {
    Storage left = stored(n, a);
    Storage right = stored(n, b);
    Storage out = backend.allocate(Kind.PLAIN, Shape.of(n, n));
    return new Task(
        () -> backend.matmul(false, false, left, right, out),
        () -> {
          float[] c = new float[n * n];
          out.read(c);
          return c;
        });
  }

  private Storage stored(int n, float[] matrix) {
    Storage storage = backend.allocate(Kind.PLAIN, Shape.of(n, n));
    storage.write(matrix);
    return storage;
  }

  @Override
  public void multiply(int n, float[] a, float[] b, float[] c) {
    Task task = prepare(n, a, b);
    task.run().run();
    System.arraycopy(task.result().get(), 0, c, 0, n * n);
  }
}
