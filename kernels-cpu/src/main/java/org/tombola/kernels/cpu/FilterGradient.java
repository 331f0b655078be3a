package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.ChannelQuads.PIXEL;
import static org.tombola.kernels.cpu.ChannelQuads.QUAD;
import static org.tombola.kernels.cpu.ChannelQuads.quads;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import java.util.Arrays;
import org.tombola.engine.spi.Window;

/// `dw[k,c,r,s] = Σ_{n,p,q} dy[n,k,p,q] · x[n, c, p·stride − padding + r, q·stride − padding + s]`.
///
/// For one tap it is a product of matrices whose inner dimension is samples by pixels, and both
/// images have it innermost. A tile sums 4 by 4 channels over a box of pixels in registers and adds
/// 16 sums to memory. So one long sum is a sum of short ones: pixels of a box, boxes of a part,
/// parts ([GradientCut]), the last in double; its rounding error grows with the longest of these,
/// not with their product.
final class FilterGradient {
  private static final int TILE = QUAD * QUAD;

  private final Window window;
  private final CpuStorage dy;
  private final CpuStorage x;
  private final Scratch scratch;
  private final Parallel parallel;
  private final GradientCut cut;
  private final int outputs;
  private final int inputs;
  private final int perPart;
  private final int[] firstRow;
  private final int[] endRow;
  private final int[] firstColumn;
  private final int[] endColumn;

  FilterGradient(Window window, CpuStorage dy, CpuStorage x, Scratch scratch, Parallel parallel) {
    this.window = window;
    this.dy = dy;
    this.x = x;
    this.scratch = scratch;
    this.parallel = parallel;
    cut = GradientCut.of(window, dy, x);
    outputs = dy.shape().dim(1);
    inputs = x.shape().dim(1);
    perPart = GradientCut.sums(window, outputs, inputs);
    firstRow = firstOn(window.height());
    endRow = endOn(window.height(), x.shape().dim(2));
    firstColumn = firstOn(window.width());
    endColumn = endOn(window.width(), x.shape().dim(3));
  }

  void into(CpuStorage out) {
    int groupsK = Math.ceilDiv(outputs, cut.groupK());
    int groupsC = Math.ceilDiv(inputs, cut.groupC());
    int groups = groupsK * groupsC;
    long work = (long) dy.physical() * inputs * window.taps();
    float[] sums = scratch.take(cut.parts() * perPart);
    Arrays.fill(sums, ORIGIN, ORIGIN + cut.parts() * perPart, 0f);
    parallel.run(
        cut.parts() * groups,
        work < Correlation.SMALL,
        task -> {
          int group = task % groups;
          int k = group / groupsC * cut.groupK();
          int c = group % groupsC * cut.groupC();
          part(task / groups, k, c, sums);
        });
    join(sums, out.data());
    scratch.give(sums);
  }

  /// All bands of a part, for one group of channels on either side.
  private void part(int part, int k, int c, float[] sums) {
    float[] xs = scratch.take(cut.xFloats(window, x));
    float[] dys = scratch.take(cut.dyFloats(dy));
    ChannelQuads xQuads = new ChannelQuads(xs, x.shape().dim(3));
    ChannelQuads dyQuads = new ChannelQuads(dys, dy.shape().dim(3));
    int height = dy.shape().dim(2);
    int last = (int) ((long) cut.bands() * (part + 1) / cut.parts());
    for (int band = (int) ((long) cut.bands() * part / cut.parts()); band < last; band++) {
      int block = band / cut.bandsDown() * cut.blocks();
      int blocks = Math.min(cut.blocks(), dy.blocks() - block);
      int row = band % cut.bandsDown() * cut.bandRows();
      int end = Math.min(height, row + cut.bandRows());
      int firstX = Math.max(0, row * window.stride() - window.padding());
      int lastX = (end - 1) * window.stride() - window.padding() + window.height();
      int endX = Math.min(x.shape().dim(2), lastX);
      dyQuads.read(dy, block, blocks, row, end, k, Math.min(cut.groupK(), outputs - k));
      xQuads.read(x, block, blocks, firstX, endX, c, Math.min(cut.groupC(), inputs - c));
      band(xQuads, dyQuads, blocks, row, end, part * perPart, k / QUAD, c / QUAD, sums);
    }
    scratch.give(xs);
    scratch.give(dys);
  }

  /// Every box of a band, every tile of its channels.
  private void band(
      ChannelQuads xs,
      ChannelQuads dys,
      int blocks,
      int row,
      int end,
      int at,
      int firstK,
      int firstC,
      float[] sums) {
    int width = dy.shape().dim(3);
    int endK = Math.min(quads(outputs), firstK + cut.groupK() / QUAD);
    int endC = Math.min(quads(inputs), firstC + cut.groupC() / QUAD);
    for (int p = row; p < end; p += cut.boxRows()) {
      int endP = Math.min(end, p + cut.boxRows());
      for (int q = 0; q < width; q += cut.boxColumns()) {
        int endQ = Math.min(width, q + cut.boxColumns());
        for (int k = firstK; k < endK; k++) {
          for (int c = firstC; c < endC; c++) {
            int to = at + (k * quads(inputs) + c) * window.taps() * TILE;
            taps(xs, dys, k - firstK, c - firstC, blocks, p, endP, q, endQ, sums, ORIGIN + to);
          }
        }
      }
    }
  }

  /// One tile of channels over one box, for every tap of the filter.
  private void taps(
      ChannelQuads xs,
      ChannelQuads dys,
      int k,
      int c,
      int blocks,
      int row,
      int lastRow,
      int column,
      int lastColumn,
      float[] sums,
      int at) {
    int stride = window.stride();
    for (int r = 0; r < window.height(); r++) {
      int p = Math.max(row, firstRow[r]);
      int rows = Math.min(lastRow, endRow[r]) - p;
      for (int s = 0; s < window.width(); s++) {
        int q = Math.max(column, firstColumn[s]);
        int columns = Math.min(lastColumn, endColumn[s]) - q;
        if (rows > 0 && columns > 0) {
          int xAt =
              xs.at(c, 0, p * stride - window.padding() + r, q * stride - window.padding() + s);
          int dyAt = dys.at(k, 0, p, q);
          int to = at + (r * window.width() + s) * TILE;
          tile(xs, xAt, dys, dyAt, blocks, rows, columns, sums, to);
        }
      }
    }
  }

  /// For every tap of an axis, the first output that sees it on the image.
  private int[] firstOn(int size) {
    int[] first = new int[size];
    for (int t = 0; t < size; t++) {
      first[t] = Math.max(0, Math.ceilDiv(window.padding() - t, window.stride()));
    }
    return first;
  }

  /// One after the last output that sees it on an axis of `length`.
  private int[] endOn(int size, int length) {
    int[] end = new int[size];
    for (int t = 0; t < size; t++) {
      end[t] = Math.floorDiv(length - 1 + window.padding() - t, window.stride()) + 1;
    }
    return end;
  }

  private void tile(
      ChannelQuads xs,
      int xAt,
      ChannelQuads dys,
      int dyAt,
      int blocks,
      int rows,
      int columns,
      float[] sums,
      int at) {
    int xRow = window.stride() * xs.rowStep();
    int xColumn = window.stride() * PIXEL;
    float[] left = xs.data();
    float[] right = dys.data();
    if (WIDTH == 16) {
      WideOuterTile.add(
          left,
          xAt,
          xs.blockStep(),
          xRow,
          xColumn,
          right,
          dyAt,
          dys.blockStep(),
          dys.rowStep(),
          blocks,
          rows,
          columns,
          sums,
          at);
    } else {
      for (int half = 0; half < 2; half++) {
        int from = dyAt + half * (PIXEL / 2);
        NarrowOuterTile.add(
            left,
            xAt,
            xs.blockStep(),
            xRow,
            xColumn,
            right,
            from,
            dys.blockStep(),
            dys.rowStep(),
            blocks,
            rows,
            columns,
            sums,
            at + half * (TILE / 2));
      }
    }
  }

  /// Adds the parts up and puts every sum in its place.
  private void join(float[] sums, float[] dw) {
    int taps = window.taps();
    for (int i = 0; i < perPart; i += WIDTH) {
      Sums.column(sums, ORIGIN + i, perPart, cut.parts(), sums, ORIGIN + i);
    }
    for (int k = 0; k < outputs; k++) {
      for (int c = 0; c < inputs; c++) {
        int from = ORIGIN + (k / QUAD * quads(inputs) + c / QUAD) * taps * TILE;
        int lane = k % QUAD * QUAD + c % QUAD;
        int to = ORIGIN + (k * inputs + c) * taps;
        for (int t = 0; t < taps; t++) {
          dw[to + t] = sums[from + t * TILE + lane];
        }
      }
    }
  }
}
