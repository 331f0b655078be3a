package org.tombola.kernels.cuda;

import org.tombola.engine.Shape;
import org.tombola.engine.spi.Window;

/// Launches of `pool.cu`.
final class Pooling {
  private static final String FAMILY = "pool";
  private static final Kernel MAX_POOL = new Kernel(FAMILY, "maxPool");
  private static final Kernel MAX_PICK = new Kernel(FAMILY, "maxPick");
  private static final Kernel MAX_UNPOOL = new Kernel(FAMILY, "maxUnpool");
  private static final Kernel AVG_POOL = new Kernel(FAMILY, "avgPool");
  private static final Kernel AVG_UNPOOL = new Kernel(FAMILY, "avgUnpool");
  private static final int THREADS = 256;

  private Pooling() {}

  static void max(Stream stream, Window window, CudaStorage x, CudaStorage out, CudaStorage taps) {
    launch(stream, MAX_POOL, window, x, out, out, x, out, taps);
  }

  static void pick(Stream stream, Window window, CudaStorage x, CudaStorage taps, CudaStorage out) {
    launch(stream, MAX_PICK, window, x, out, out, x, taps, out);
  }

  static void unpool(
      Stream stream, Window window, CudaStorage dy, CudaStorage taps, CudaStorage out) {
    launch(stream, MAX_UNPOOL, window, out, dy, out, dy, taps, out);
  }

  static void average(Stream stream, Window window, CudaStorage x, CudaStorage out) {
    launch(stream, AVG_POOL, window, x, out, out, x, out);
  }

  static void spread(Stream stream, Window window, CudaStorage dy, CudaStorage out) {
    launch(stream, AVG_UNPOOL, window, out, dy, out, dy, out);
  }

  /// @param images (N,C,H,W)
  /// @param pooled (N,C,P,Q)
  /// @param result whose elements have a thread each
  private static void launch(
      Stream stream,
      Kernel kernel,
      Window window,
      CudaStorage images,
      CudaStorage pooled,
      CudaStorage result,
      CudaStorage... pointers) {
    Shape x = images.shape();
    Shape y = pooled.shape();
    Launch launch =
        Launch.over(kernel, result.size(), THREADS)
            .struct(
                x.dim(0),
                x.dim(1),
                x.dim(2),
                x.dim(3),
                y.dim(2),
                y.dim(3),
                window.height(),
                window.width(),
                window.stride(),
                window.padding());
    for (CudaStorage each : pointers) {
      launch.pointer(each.address());
    }
    stream.launch(launch);
  }
}
