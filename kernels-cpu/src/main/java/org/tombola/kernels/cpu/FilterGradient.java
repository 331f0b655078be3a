package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.GradientRows.PANEL;
import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import java.util.Arrays;
import org.tombola.engine.spi.Window;

/// `dw[k,c,r,s] = Σ_{n,p,q} dy[n,k,p,q] · x[n, c, p·stride − padding + r, q·stride − padding + s]`.
///
/// For one row of the filter it is a product of matrices whose inner dimension is samples by
/// pixels:
///
/// ```text
///        x, as it lies                     dy, turned round a row at a time
///    ┌─ 32 samples ─┐                       ┌─ a panel of outputs ─┐
///    │ s = 0, c = 0 │  rows: the taps of    │ n = 0                │
///    │ s = 0, c = 1 │  a filter's row and   │ n = 1                │
///    │      :       │  their channels are   │   :                  │
///    │ s = S-1, C-1 │  neighbours           │ n = 31               │
///    └──────────────┘                       └──────────────────────┘
///      summed over the pixels of a box, which `x` meets `stride · C · 32` floats apart
/// ```
///
/// Columns at the edge of the image, which meet fewer taps, are boxes of their own. One long sum is
/// a sum of short ones: samples and pixels of a box, boxes of a part, parts ([GradientCut]), the
/// last in double; its rounding error grows with the longest of these, not with their product.
final class FilterGradient {
  private static final int PIXEL = LANES * PANEL;

  private final CpuStorage dy;
  private final CpuStorage x;
  private final Slide down;
  private final Slide across;
  private final Scratch scratch;
  private final Parallel parallel;
  private final GradientCut cut;
  private final int outputs;
  private final int inputs;
  private final int perPanel;

  FilterGradient(Window window, CpuStorage dy, CpuStorage x, Scratch scratch, Parallel parallel) {
    this.dy = dy;
    this.x = x;
    this.scratch = scratch;
    this.parallel = parallel;
    down = Slide.forward(window, 2, x, dy);
    across = Slide.forward(window, 3, x, dy);
    outputs = dy.shape().dim(1);
    inputs = x.shape().dim(1);
    perPanel = window.taps() * inputs * PANEL;
    cut = GradientCut.of(outputs, dy.blocks() * down.outputs(), across.outputs(), perPanel);
  }

  void into(CpuStorage out) {
    int floats = cut.parts() * cut.panels() * perPanel;
    long work = (long) dy.physical() * perPanel / PANEL;
    float[] sums = scratch.take(floats);
    parallel.run(
        cut.parts() * cut.groups(),
        work < Correlation.SMALL,
        task -> part(task / cut.groups(), task % cut.groups() * cut.group(), sums));
    join(sums, out.data());
    scratch.give(sums);
  }

  /// All rows of a part, for a group of panels.
  private void part(int part, int firstPanel, float[] sums) {
    int panels = Math.min(cut.group(), cut.panels() - firstPanel);
    int at = ORIGIN + (part * cut.panels() + firstPanel) * perPanel;
    Arrays.fill(sums, at, at + panels * perPanel, 0f);
    float[] turned = scratch.take(panels * across.outputs() * PIXEL);
    float[] work = scratch.take(Transpose.WORK);
    long rows = (long) dy.blocks() * down.outputs();
    int last = (int) (rows * (part + 1) / cut.parts());
    for (int row = (int) (rows * part / cut.parts()); row < last; row++) {
      int block = row / down.outputs();
      int p = row % down.outputs();
      if (down.count(p) > 0) {
        for (int panel = 0; panel < panels; panel++) {
          turn(row, firstPanel + panel, turned, ORIGIN + panel * across.outputs() * PIXEL, work);
        }
        boxes(block, p, turned, panels, sums, at);
      }
    }
    scratch.give(work);
    scratch.give(turned);
  }

  /// One row of `dy`, one panel of it: `[column][sample][channel]`. What lies beyond the last
  /// channel leads to sums that [#join] drops.
  private void turn(int row, int panel, float[] turned, int to, float[] work) {
    float[] from = dy.data();
    int columns = across.outputs();
    int channels = Math.min(PANEL, outputs - panel * PANEL);
    int whole = Math.ceilDiv(channels, WIDTH) * WIDTH;
    for (int q = 0; q < columns; q++) {
      int at = ORIGIN + ((row * columns + q) * outputs + panel * PANEL) * LANES;
      int rows = at + whole * LANES <= from.length ? whole : channels;
      Transpose.matrix(from, at, LANES, rows, LANES, turned, to + q * PIXEL, PANEL, work);
    }
  }

  /// Columns that meet the same taps, a box of them at a time.
  private void boxes(int block, int p, float[] turned, int panels, float[] sums, int at) {
    for (int q = 0; q < across.outputs(); ) {
      int end = q + 1;
      while (end < Math.min(q + GradientCut.BOX, across.outputs()) && across.sameTaps(q, end)) {
        end++;
      }
      if (across.count(q) > 0) {
        box(block, p, q, end - q, turned, panels, sums, at);
      }
      q = end;
    }
  }

  /// One box, every row of the filter, every panel.
  private void box(
      int block, int p, int q, int columns, float[] turned, int panels, float[] sums, int at) {
    int s = across.from(q);
    int rows = across.count(q) * inputs;
    int xColumn = across.inStep() * inputs * LANES;
    for (int r = down.from(p); r < down.from(p) + down.count(p); r++) {
      int h = block * down.inputs() + down.first(p) + r;
      int xAt = ORIGIN + (h * across.inputs() + across.first(q) + s) * inputs * LANES;
      int to = at + (r * across.taps() + s) * inputs * PANEL;
      for (int panel = 0; panel < panels; panel++) {
        int dyAt = ORIGIN + (panel * across.outputs() + q) * PIXEL;
        int sum = to + panel * perPanel;
        GradientRows.add(x.data(), xAt, xColumn, columns, turned, dyAt, sums, sum, rows);
      }
    }
  }

  /// Adds the parts up and puts every sum in its place.
  private void join(float[] sums, float[] dw) {
    int all = cut.panels() * perPanel;
    for (int i = 0; cut.parts() > 1 && i < all; i += WIDTH) {
      Sums.column(sums, ORIGIN + i, all, cut.parts(), sums, ORIGIN + i);
    }
    int taps = perPanel / inputs / PANEL;
    for (int k = 0; k < outputs; k++) {
      int from = ORIGIN + k / PANEL * perPanel + k % PANEL;
      int to = ORIGIN + k * inputs * taps;
      for (int t = 0; t < taps; t++) {
        for (int c = 0; c < inputs; c++) {
          dw[to + c * taps + t] = sums[from + (t * inputs + c) * PANEL];
        }
      }
    }
  }
}
