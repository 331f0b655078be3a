package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import java.util.Arrays;

/// The gradient of filters of 3×3 and step 1 in Winograd's domain, F(4×4, 3×3):
///
/// ```text
///   dw = Gᵀ [ Σ_tiles,samples (A dy Aᵀ) ⊙ (Bᵀ d B) ] G
/// ```
///
/// For each of the 36 elements the sum is a product of matrices as in [FilterGradient], on the same
/// register tile: channels of `x` down, output channels across, samples and tiles summed. A task is
/// a band of rows of a part of the tiles; parts are joined in order, in double.
final class WinogradGradient {
  private static final int IN = WinogradTiles.IN;
  private static final int TAPS = 9;

  /// Floats of the rows of both images of a group, 512 KiB.
  private static final int GROUP = 1 << 17;

  /// Tiles of a group: a call of the register tile sums 32 terms for each.
  private static final int FEWEST = 4;

  private static final int MOST = 8;

  /// Partial sums of all parts, 8 MiB.
  private static final int SUMS = 1 << 21;

  private static final int MOST_PARTS = 4;

  private final CpuStorage dy;
  private final CpuStorage x;
  private final WinogradTiles tiles;
  private final Scratch scratch;
  private final Parallel parallel;
  private final int outputs;
  private final int inputs;
  private final GradientRows tile;
  private final int panel;
  private final int pixel;
  private final int panels;
  private final int plane;
  private final int group;
  private final int parts;

  WinogradGradient(int padding, CpuStorage dy, CpuStorage x, Scratch scratch, Parallel parallel) {
    this.dy = dy;
    this.x = x;
    this.scratch = scratch;
    this.parallel = parallel;
    outputs = dy.shape().dim(1);
    inputs = x.shape().dim(1);
    tile = GradientRows.of(outputs);
    panel = tile.panel();
    pixel = LANES * panel;
    panels = Math.ceilDiv(outputs, panel);
    plane = panels * inputs * panel;
    tiles =
        new WinogradTiles(
            x.shape().dim(2),
            x.shape().dim(3),
            inputs,
            padding,
            dy.shape().dim(2),
            dy.shape().dim(3));
    int perTile = WinogradTiles.BAND * IN * LANES * (inputs + panels * panel);
    group = Math.clamp(GROUP / perTile, FEWEST, MOST);
    int groups = Math.ceilDiv(units(), group);
    parts = Math.clamp(SUMS / ((long) IN * IN * plane), 1, Math.min(MOST_PARTS, groups));
  }

  /// Tiles of all blocks of samples.
  private int units() {
    return dy.blocks() * tiles.count();
  }

  void into(CpuStorage out) {
    int all = IN * IN * plane;
    float[] sums = scratch.take(parts * all);
    boolean small = (long) units() * LANES * all < Correlation.SMALL;
    int bands = WinogradTiles.BANDS;
    int[] channels = scratch.takePlaces(inputs);
    Arrays.setAll(channels, c -> c * LANES);
    parallel.run(parts * bands, small, task -> part(task / bands, task % bands, channels, sums));
    scratch.give(channels);
    float[] taps = scratch.take(TAPS * plane);
    parallel.run(panels, small, p -> join(p, sums, taps, out.data()));
    scratch.give(taps);
    scratch.give(sums);
  }

  /// A band of the domain, for the groups of a part.
  private void part(int part, int band, int[] channels, float[] sums) {
    int planes = WinogradTiles.bandRows(band) * IN;
    int sumsAt = ORIGIN + (part * IN + WinogradTiles.bandRow(band)) * IN * plane;
    Arrays.fill(sums, sumsAt, sumsAt + planes * plane, 0f);
    int vStep = group * inputs * LANES + WinogradTiles.GAP;
    int dStep = panels * group * pixel + WinogradTiles.GAP;
    int mStep = outputs * LANES + WinogradTiles.GAP;
    int[] at = scratch.takePlaces(WinogradTiles.PIXELS);
    float[] v = scratch.take(planes * vStep);
    float[] d = scratch.take(planes * dStep);
    float[] m = scratch.take(planes * mStep + pixel); // room to read past the last channel
    float[] work = scratch.take(Transpose.WORK);
    int groups = Math.ceilDiv(units(), group);
    int last = (int) ((long) groups * (part + 1) / parts);
    for (int g = (int) ((long) groups * part / parts); g < last; g++) {
      int first = g * group;
      int count = Math.min(group, units() - first);
      for (int u = 0; u < count; u++) {
        int block = (first + u) / tiles.count();
        int tile = (first + u) % tiles.count();
        tiles.inputs(block, tile, x.nothing(), at, 0);
        int to = ORIGIN + u * inputs * LANES;
        WinogradInput.band(band, x.data(), at, 0, inputs, v, to, vStep);
        tiles.outputs(block, tile, outputs, dy.nothing(), at, 0);
        WinogradOutputGrad.band(band, dy.data(), at, outputs, m, ORIGIN, mStep);
        turn(planes, m, mStep, d, u, dStep, work);
      }
      for (int j = 0; j < planes; j++) {
        int to = sumsAt + j * plane;
        product(v, ORIGIN + j * vStep, channels, d, ORIGIN + j * dStep, count, sums, to);
      }
    }
    scratch.give(at);
    scratch.give(v);
    scratch.give(d);
    scratch.give(m);
    scratch.give(work);
  }

  /// Output channels side by side: `d[j][panel][unit][sample][channel]`. What lies beyond the last
  /// channel leads to sums that [#join] drops.
  private void turn(
      int planes, float[] m, int mStep, float[] d, int unit, int dStep, float[] work) {
    for (int j = 0; j < planes; j++) {
      for (int p = 0; p < panels; p++) {
        int channels = Math.min(panel, outputs - p * panel);
        int rows = Math.ceilDiv(channels, WIDTH) * WIDTH;
        int from = ORIGIN + j * mStep + p * pixel;
        int to = ORIGIN + j * dStep + (p * group + unit) * pixel;
        Transpose.matrix(m, from, LANES, rows, LANES, d, to, panel, work);
      }
    }
  }

  private void product(
      float[] v, int vAt, int[] channels, float[] d, int dAt, int count, float[] sums, int sumsAt) {
    for (int p = 0; p < panels; p++) {
      int from = dAt + p * group * pixel;
      int to = sumsAt + p * inputs * panel;
      tile.add(v, vAt, channels, inputs * LANES, count, d, from, sums, to, inputs);
    }
  }

  /// Adds the parts up, leaves the domain and puts every sum of a panel in its place.
  private void join(int p, float[] sums, float[] taps, float[] dw) {
    int from = p * inputs * panel;
    int to = from + inputs * panel;
    int all = IN * IN * plane;
    for (int e = 0; parts > 1 && e < IN * IN; e++) {
      for (int z = from; z < to; z += WIDTH) {
        int at = ORIGIN + e * plane + z;
        Sums.column(sums, at, all, parts, sums, at);
      }
    }
    float[] work = scratch.take(WinogradFilters.WORK);
    WinogradFilters.back(sums, plane, from, to, taps, work);
    scratch.give(work);
    int channels = Math.min(panel, outputs - p * panel);
    for (int k = 0; k < channels; k++) {
      for (int c = 0; c < inputs; c++) {
        int at = ORIGIN + from + c * panel + k;
        int into = ORIGIN + ((p * panel + k) * inputs + c) * TAPS;
        for (int t = 0; t < TAPS; t++) {
          dw[into + t] = taps[at + t * plane];
        }
      }
    }
  }
}
