package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;

import org.tombola.engine.spi.Window;

/// The pixels of one image, each with the pixels of another that meet it through a pooling window.
///
/// Down, a pixel of the small image meets the window it looks at; up, a pixel of the large image
/// meets every small one that looks at it. Either way they form a grid: some rows and columns at
/// fixed steps, the tap `r · S + s` growing with them on the way down and falling on the way up.
/// What is outside the image is left out, so kernels know no padding.
final class PoolWalk {
  /// What is done with one pixel, `[C][32]` floats at `to`, and the grid that meets it.
  interface Pixel {
    /// Writes `to`.
    ///
    /// @param from the first pixel of the grid
    /// @param rows of the grid, possibly none
    /// @param columns of the grid, possibly none
    /// @param tap of the first pixel
    void at(int to, int from, int rows, int columns, int tap);
  }

  private final Window window;
  private final CpuStorage from;
  private final CpuStorage to;
  private final boolean down;

  private PoolWalk(Window window, CpuStorage from, CpuStorage to, boolean down) {
    this.window = window;
    this.from = from;
    this.to = to;
    this.down = down;
  }

  /// From `x` (N,C,H,W) to `y` (N,C,P,Q).
  static PoolWalk down(Window window, CpuStorage x, CpuStorage y) {
    return new PoolWalk(window, x, y, true);
  }

  /// From `dy` (N,C,P,Q) to `dx` (N,C,H,W).
  static PoolWalk up(Window window, CpuStorage dy, CpuStorage dx) {
    return new PoolWalk(window, dy, dx, false);
  }

  /// Floats of a pixel.
  int length() {
    return from.step(3);
  }

  /// Floats from one row of a grid to the next.
  int rowStep() {
    return from.step(2);
  }

  /// How the tap changes from one row of a grid to the next.
  int rowTaps() {
    return columnTaps() * window.width();
  }

  /// How the tap changes from one column of a grid to the next.
  int columnTaps() {
    return down ? 1 : -window.stride();
  }

  /// Visits every pixel, the rows of each block of samples being shared out among threads.
  void run(Parallel parallel, Pixel body) {
    int height = to.shape().dim(2);
    parallel.run(
        to.blocks() * height,
        to.physical() < 1 << 15,
        chunk -> row(chunk / height, chunk % height, body));
  }

  private void row(int block, int h, Pixel body) {
    int firstRow = first(h, window.height());
    int rows = end(h, window.height(), from.shape().dim(2)) - firstRow;
    int source = ORIGIN + block * from.features() * LANES + firstRow * rowStep();
    int target = ORIGIN + block * to.features() * LANES + h * to.step(2);
    for (int w = 0; w < to.shape().dim(3); w++) {
      int firstColumn = first(w, window.width());
      int columns = end(w, window.width(), from.shape().dim(3)) - firstColumn;
      int tap = tap(h, firstRow) * window.width() + tap(w, firstColumn);
      int at = source + firstColumn * length();
      body.at(target + w * length(), at, Math.max(0, rows), Math.max(0, columns), tap);
    }
  }

  /// The first index along an axis that meets index `i`.
  private int first(int i, int size) {
    int stride = window.stride();
    int padding = window.padding();
    return Math.max(0, down ? i * stride - padding : Math.ceilDiv(i + padding - size + 1, stride));
  }

  /// One beyond the last, in an axis of `length`.
  private int end(int i, int size, int length) {
    int stride = window.stride();
    int padding = window.padding();
    return Math.min(
        length, down ? i * stride - padding + size : Math.floorDiv(i + padding, stride) + 1);
  }

  /// The tap, along an axis, by which `i` and `first` meet.
  private int tap(int i, int first) {
    int outer = down ? first : i;
    int inner = down ? i : first;
    return outer + window.padding() - inner * window.stride();
  }
}
