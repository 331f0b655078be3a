package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Tile.NOTHING;

/// `C = start + A · B`, where `B` and `C` are panels of 32 columns: the shape of every product
/// here.
///
/// ```text
///                     panel 0   panel 1
///                    ┌───32───┬───32───┬─          A: a row is contiguous in k
///                  k │   B    │        │           B: k rows of 32, a panel is contiguous
///                    └────────┴────────┴─          C: rows and panels any distance apart
///        ┌────k────┐ ┌────────┬────────┬─
///   rows │    A    │ │ C tile │        │           a chunk of work: one row of tiles,
///        └─────────┘ └────────┴────────┴─          across a group of panels
/// ```
///
/// The sum over `k` may come in segments (blocks of samples in the weight gradient), which the tile
/// adds up in its registers; a long one comes in pieces, added onto `C` in turn. So a group of
/// panels, which is read again for every row of tiles, takes at most half of an L2 cache of 512
/// KiB, and one row of tiles stays in L1.
///
/// Built by naming the matrices, then [#run]. All distances are in floats.
final class PanelProduct {
  /// Floats of `B` in a group of panels, 256 KiB.
  private static final int GROUP_FLOATS = 1 << 16;

  /// Terms of a piece of the sum.
  static final int DEPTH = 512;

  private final int rows;
  private final int panels;
  private final int k;
  private final int segments;

  private float[] a = NOTHING;
  private int a0;
  private int aRow;
  private int aSegment;

  private float[] b = NOTHING;
  private int b0;
  private int bPanel;
  private int bSegment;

  private float[] c = NOTHING;
  private int c0;
  private int cRow;
  private int cPanel;

  private float[] start = NOTHING;
  private int s0;
  private int startStep;
  private boolean onto;

  /// @param k terms of the sum in a segment
  PanelProduct(int rows, int panels, int k, int segments) {
    this.rows = rows;
    this.panels = panels;
    this.k = k;
    this.segments = segments;
  }

  /// Row `r` of segment `s` of `A` begins at `at + s·segment + r·row`.
  PanelProduct left(float[] matrix, int at, int row, int segment) {
    a = matrix;
    a0 = at;
    aRow = row;
    aSegment = segment;
    return this;
  }

  /// Segment `s` of panel `p` of `B` begins at `at + p·panel + s·segment`.
  PanelProduct right(float[] matrix, int at, int panel, int segment) {
    b = matrix;
    b0 = at;
    bPanel = panel;
    bSegment = segment;
    return this;
  }

  /// Row `r` starts from `values[at + r]`; from 0 without a call.
  PanelProduct plus(float[] values, int at) {
    start = values;
    s0 = at;
    startStep = 1;
    return this;
  }

  /// Adds to what is in `C` instead.
  PanelProduct onto() {
    onto = true;
    return this;
  }

  /// Row `r` of panel `p` of `C` begins at `at + p·panel + r·row`.
  PanelProduct into(float[] matrix, int at, int row, int panel) {
    c = matrix;
    c0 = at;
    cRow = row;
    cPanel = panel;
    return this;
  }

  void run(Parallel parallel) {
    int depth = segments == 1 ? Math.min(k, DEPTH) : k;
    for (int from = 0; from < k; from += depth) {
      run(from, Math.min(depth, k - from), parallel);
    }
  }

  /// The terms `from .. from + depth` of every segment's sum, onto what is there unless they are
  /// the first.
  private void run(int from, int depth, Parallel parallel) {
    int tiles = (rows + Tile.ROWS - 1) / Tile.ROWS;
    int group = Math.clamp(GROUP_FLOATS / ((long) depth * segments * LANES), 1, panels);
    int chunks = tiles * ((panels + group - 1) / group);
    boolean small = (long) rows * panels * LANES * depth * segments < Correlation.SMALL;
    parallel.run(
        chunks, small, i -> tiles(i % tiles * Tile.ROWS, i / tiles * group, group, from, depth));
  }

  private void tiles(int row, int firstPanel, int group, int from, int depth) {
    int here = Math.min(Tile.ROWS, rows - row);
    int at = a0 + row * aRow + from;
    int st = s0 + row * startStep;
    int count = Math.min(panels, firstPanel + group) - firstPanel;
    int bt = b0 + firstPanel * bPanel + from * LANES;
    int ct = c0 + firstPanel * cPanel + row * cRow;
    Tile.multiply(
        a,
        at,
        aRow,
        aSegment,
        b,
        bt,
        bSegment,
        depth,
        segments,
        start,
        st,
        startStep,
        c,
        ct,
        cRow,
        here,
        count,
        bPanel,
        cPanel,
        onto || from > 0);
  }
}
