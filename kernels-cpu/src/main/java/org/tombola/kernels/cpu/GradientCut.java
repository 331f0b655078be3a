package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

/// How a filter's gradient is cut, by its shape alone.
///
/// - A **panel** is the output channels that the register tile takes at once.
/// - A **group** of panels is what a task keeps turned round for one row of `dy`.
/// - A **part** is a run of rows of `dy`, over all blocks, whose sums are kept together. The parts
///   are joined in order.
///
/// @param panels of all output channels
/// @param group panels of a task
/// @param parts runs of rows
record GradientCut(int panels, int group, int parts) {
  /// Columns that one call of a tile sums: what it reads of `dy` takes about half of a first-level
  /// cache.
  static final int BOX = 64 / WIDTH;

  /// Floats of a row of `dy` turned round, 256 KiB.
  private static final int TURNED = 1 << 16;

  /// Partial sums of all parts, 4 MiB.
  private static final int SUMS = 1 << 20;

  private static final int MOST_PARTS = 8;

  /// @param outputs output channels; @param panel of them
  /// @param rows rows of `dy` in all blocks; @param columns pixels of each
  /// @param perPanel sums of a panel
  static GradientCut of(int outputs, int panel, int rows, int columns, int perPanel) {
    int panels = Math.ceilDiv(outputs, panel);
    int group = Math.clamp(TURNED / (columns * LANES * panel), 1, panels);
    int parts = Math.clamp(SUMS / ((long) panels * perPanel), 1, Math.min(MOST_PARTS, rows));
    return new GradientCut(panels, group, parts);
  }

  /// Tasks a part is made of.
  int groups() {
    return Math.ceilDiv(panels, group);
  }
}
