package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;

import java.util.Arrays;
import org.tombola.engine.spi.Window;

/// The weight gradient of a convolution, `dw[k,c,r,s] = Σ dy[n,k,p,q] · x[n,c,h,w]`, a sum over all
/// samples and pixels.
///
/// For one tap, a row of outputs is a matrix product whose inner index runs over pixels and
/// samples: `x` has for each pixel and channel 32 samples in a row, and `dy`, its pixels turned
/// round to `[sample][32 output channels]`, is a panel. The tile sums over one row of pixels in its
/// registers and is then added to memory, so that a sum of hundreds of thousands of terms is one of
/// sums of a few hundred.
///
/// Work is cut into panels of 32 output channels; where those are few, also into parts of the
/// images, each with a sum of its own, joined in order.
final class FilterGradient {
  /// Panels from which on they alone are chunks enough.
  private static final int MANY_PANELS = 4;

  /// Parts of the images that are summed apart.
  private static final int PARTS = 4;

  private static final float[] NOTHING = {0f};

  private final Window window;
  private final CpuStorage dy; // (N,K,P,Q)
  private final CpuStorage x; // (N,C,H,W)
  private final Scratch scratch;
  private final int outputs;
  private final int inputs;
  private final int panels;

  /// Floats of the sums of one panel, `[R][S][C][32]`.
  private final int panel;

  FilterGradient(Window window, CpuStorage dy, CpuStorage x, Scratch scratch) {
    this.window = window;
    this.dy = dy;
    this.x = x;
    this.scratch = scratch;
    this.outputs = dy.shape().dim(1);
    this.inputs = x.shape().dim(1);
    this.panels = Lanes.blocks(outputs);
    this.panel = window.taps() * inputs * LANES;
  }

  void run(CpuStorage dw, Parallel parallel) {
    int lines = dy.blocks() * dy.shape().dim(2); // rows of output pixels
    int parts = panels >= MANY_PANELS ? 1 : Math.min(PARTS, lines);
    float[] sums = scratch.take(parts * panels * panel);
    parallel.run(
        parts * panels,
        i -> {
          int part = i / panels;
          lines(
              i % panels,
              (int) ((long) lines * part / parts),
              (int) ((long) lines * (part + 1) / parts),
              sums,
              i * panel);
        });
    parallel.run(
        panels,
        p -> {
          for (int part = 1; part < parts; part++) {
            add(sums, (part * panels + p) * panel, panel, sums, p * panel);
          }
          unpack(sums, p, dw);
        });
    scratch.give(sums);
    dw.zeroPadding();
  }

  /// The sums over rows `from .. to` of output pixels, for one panel.
  private void lines(int p, int from, int to, float[] sums, int at) {
    int width = dy.shape().dim(3);
    float[] turned = scratch.take(width * LANES * LANES);
    float[] work = scratch.take(Transpose.WORK);
    float[] tile = scratch.take(Tile.ROWS * LANES);
    Arrays.fill(sums, at, at + panel, 0f);
    for (int line = from; line < to; line++) {
      turn(line, p, turned, work);
      int top = line % dy.shape().dim(2) * window.stride() - window.padding();
      int block = line / dy.shape().dim(2);
      for (int r = 0; r < window.height(); r++) {
        if (top + r >= 0 && top + r < x.shape().dim(2)) {
          int image = ORIGIN + (block * x.shape().dim(2) + top + r) * x.shape().dim(3) * pixel();
          tapRow(image, turned, tile, sums, at + r * window.width() * inputs * LANES);
        }
      }
    }
    scratch.give(tile);
    scratch.give(work);
    scratch.give(turned);
  }

  /// `[pixel][sample][32 channels]` of one row of `dy`. Columns beyond the last channel hold
  /// anything: they lead to sums that [#unpack] drops.
  private void turn(int line, int p, float[] turned, float[] work) {
    int width = dy.shape().dim(3);
    int here = Math.min(LANES, outputs - p * LANES);
    for (int q = 0; q < width; q++) {
      int at = ORIGIN + ((line * width + q) * outputs + p * LANES) * LANES;
      Transpose.matrix(
          dy.data(), at, LANES, here, LANES, turned, ORIGIN + q * LANES * LANES, LANES, work);
    }
  }

  /// Adds what one row of `x`, beginning at `image`, and one row of `dy` give to a row of taps.
  private void tapRow(int image, float[] turned, float[] tile, float[] sums, int at) {
    int stride = window.stride();
    for (int s = 0; s < window.width(); s++) {
      int left = s - window.padding(); // the column that output 0 sees
      int q = left >= 0 ? 0 : (-left + stride - 1) / stride;
      int end = Math.min(dy.shape().dim(3), (x.shape().dim(3) - left + stride - 1) / stride);
      if (end <= q) {
        continue;
      }
      int first = image + (q * stride + left) * pixel();
      for (int c = 0; c < inputs; c += Tile.ROWS) {
        int rows = Math.min(Tile.ROWS, inputs - c);
        Tile.multiply(
            x.data(),
            first + c * LANES,
            LANES,
            stride * pixel(),
            turned,
            ORIGIN + q * LANES * LANES,
            LANES * LANES,
            LANES,
            end - q,
            NOTHING,
            0,
            0,
            tile,
            ORIGIN,
            LANES,
            rows);
        add(tile, ORIGIN, rows * LANES, sums, at + (s * inputs + c) * LANES);
      }
    }
  }

  /// From `[tap][C][32]` to the filters (K,C,R,S).
  private void unpack(float[] sums, int p, CpuStorage dw) {
    int taps = window.taps();
    int here = Math.min(LANES, outputs - p * LANES);
    float[] rows = scratch.take(panel);
    float[] work = scratch.take(Transpose.WORK);
    Transpose.matrix(sums, p * panel, LANES, taps * inputs, here, rows, 0, taps * inputs, work);
    for (int k = 0; k < here; k++) {
      int from = k * taps * inputs;
      int to = ORIGIN + (p * LANES + k) * inputs * taps;
      for (int c = 0; c < inputs; c++) {
        for (int t = 0; t < taps; t++) {
          dw.data()[to + c * taps + t] = rows[from + t * inputs + c];
        }
      }
    }
    scratch.give(work);
    scratch.give(rows);
  }

  private static void add(float[] x, int at, int length, float[] sums, int to) {
    for (int i = 0; i < length; i++) {
      sums[to + i] += x[at + i];
    }
  }

  /// Floats of one pixel of `x`.
  private int pixel() {
    return inputs * LANES;
  }
}
