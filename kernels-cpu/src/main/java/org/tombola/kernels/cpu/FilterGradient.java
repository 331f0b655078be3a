package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import java.util.Arrays;
import org.tombola.engine.spi.Window;

/// `dw[k,c,r,s] = Σ_{n,p,q} dy[n,k,p,q] · x[n, c, p·stride − padding + r, q·stride − padding + s]`.
///
/// For one row of the filter it is a product of matrices whose inner dimension is samples by
/// pixels, and for several, whose rows follow one another:
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
  private final CpuStorage dy;
  private final CpuStorage x;
  private final Slide down;
  private final Slide across;
  private final Scratch scratch;
  private final Parallel parallel;
  private final GradientCut cut;
  private final int outputs;
  private final int inputs;
  private final GradientRows tile;
  private final int panel;
  private final int pixel;
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
    tile = GradientRows.of(outputs);
    panel = tile.panel();
    pixel = LANES * panel;
    perPanel = window.taps() * inputs * panel;
    cut = GradientCut.of(outputs, panel, dy.blocks() * down.outputs(), across.outputs(), perPanel);
  }

  void into(CpuStorage out) {
    int floats = cut.parts() * cut.panels() * perPanel;
    long work = (long) dy.physical() * perPanel / panel;
    float[] sums = scratch.take(floats);
    int[] places = places();
    parallel.run(
        cut.parts() * cut.groups(),
        work < Correlation.SMALL,
        task -> part(task / cut.groups(), task % cut.groups() * cut.group(), places, sums));
    join(sums, out.data());
    scratch.give(places);
    scratch.give(sums);
  }

  /// Where the taps and channels of a filter lie, from the first: rows of the product.
  private int[] places() {
    int across = this.across.taps() * inputs;
    int[] places = scratch.takePlaces(down.taps() * across);
    for (int r = 0; r < down.taps(); r++) {
      for (int i = 0; i < across; i++) {
        places[r * across + i] = (r * this.across.inputs() * inputs + i) * LANES;
      }
    }
    return places;
  }

  /// All rows of a part, for a group of panels.
  private void part(int part, int firstPanel, int[] places, float[] sums) {
    int panels = Math.min(cut.group(), cut.panels() - firstPanel);
    int at = ORIGIN + (part * cut.panels() + firstPanel) * perPanel;
    Arrays.fill(sums, at, at + panels * perPanel, 0f);
    float[] turned = scratch.take(panels * across.outputs() * pixel);
    float[] work = scratch.take(Transpose.WORK);
    long rows = (long) dy.blocks() * down.outputs();
    int last = (int) (rows * (part + 1) / cut.parts());
    for (int row = (int) (rows * part / cut.parts()); row < last; row++) {
      int block = row / down.outputs();
      int p = row % down.outputs();
      if (down.count(p) > 0) {
        for (int i = 0; i < panels; i++) {
          turn(row, (firstPanel + i) * panel, turned, ORIGIN + i * across.outputs() * pixel, work);
        }
        boxes(block, p, places, turned, panels, sums, at);
      }
    }
    scratch.give(work);
    scratch.give(turned);
  }

  /// One row of `dy`, a panel of it from a channel on: `[column][sample][channel]`. What lies
  /// beyond the last channel leads to sums that [#join] drops.
  private void turn(int row, int first, float[] turned, int to, float[] work) {
    float[] from = dy.data();
    int columns = across.outputs();
    int channels = Math.min(panel, outputs - first);
    int whole = Math.ceilDiv(channels, WIDTH) * WIDTH;
    for (int q = 0; q < columns; q++) {
      int at = ORIGIN + ((row * columns + q) * outputs + first) * LANES;
      int rows = at + whole * LANES <= from.length ? whole : channels;
      Transpose.matrix(from, at, LANES, rows, LANES, turned, to + q * pixel, panel, work);
    }
  }

  /// Columns that meet the same taps, a box of them at a time.
  private void boxes(
      int block, int p, int[] places, float[] turned, int panels, float[] sums, int at) {
    for (int q = 0; q < across.outputs(); ) {
      int end = q + 1;
      while (end < Math.min(q + GradientCut.BOX, across.outputs()) && across.sameTaps(q, end)) {
        end++;
      }
      if (across.count(q) == across.taps()) {
        int first = down.from(p);
        box(block, p, q, end - q, first, down.count(p), places, turned, panels, sums, at);
      } else if (across.count(q) > 0) {
        for (int r = down.from(p); r < down.from(p) + down.count(p); r++) {
          box(block, p, q, end - q, r, 1, places, turned, panels, sums, at);
        }
      }
      q = end;
    }
  }

  /// One box, some rows of the filter from `r` on, every panel: all taps of several rows, or those
  /// of one that lie in the image.
  private void box(
      int block,
      int p,
      int q,
      int columns,
      int r,
      int filterRows,
      int[] places,
      float[] turned,
      int panels,
      float[] sums,
      int at) {
    int s = across.from(q);
    int rows = filterRows * across.count(q) * inputs;
    int xColumn = across.inStep() * inputs * LANES;
    int h = block * down.inputs() + down.first(p) + r;
    int xAt = ORIGIN + (h * across.inputs() + across.first(q) + s) * inputs * LANES;
    int to = at + (r * across.taps() + s) * inputs * panel;
    for (int i = 0; i < panels; i++) {
      int dyAt = ORIGIN + (i * across.outputs() + q) * pixel;
      int sum = to + i * perPanel;
      tile.add(x.data(), xAt, places, xColumn, columns, turned, dyAt, sums, sum, rows);
    }
  }

  /// Adds the parts up and puts every sum in its place.
  private void join(float[] sums, float[] dw) {
    int all = cut.panels() * perPanel;
    for (int i = 0; cut.parts() > 1 && i < all; i += WIDTH) {
      Sums.column(sums, ORIGIN + i, all, cut.parts(), sums, ORIGIN + i);
    }
    int taps = perPanel / inputs / panel;
    for (int k = 0; k < outputs; k++) {
      int from = ORIGIN + k / panel * perPanel + k % panel;
      int to = ORIGIN + k * inputs * taps;
      for (int t = 0; t < taps; t++) {
        for (int c = 0; c < inputs; c++) {
          dw[to + c * taps + t] = sums[from + (t * inputs + c) * panel];
        }
      }
    }
  }
}
