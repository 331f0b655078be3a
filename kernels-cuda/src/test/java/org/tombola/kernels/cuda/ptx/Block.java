package org.tombola.kernels.cuda.ptx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The threads that share memory and can wait for one another. It is used for one block of a grid
/// after another.
final class Block {
  private final List<Warp> warps = new ArrayList<>();
  private final int threads;
  private final Region shared;
  private final GlobalMemory global;
  private final Clock clock;
  private final Tally tally;
  private int[] parameters = {};
  private String place = "";

  /// @param sharedBytes the kernel's own and what the launch adds
  Block(
      Program program,
      int threads,
      int sharedBytes,
      GlobalMemory global,
      Clock clock,
      Tally tally) {
    this.tally = tally;
    this.threads = threads;
    this.global = global;
    this.clock = clock;
    shared = new Region(0, sharedBytes, true, clock);
    shared.watch();
    Registers registers = program.registers();
    for (int i = 0; Warp.LANES * i < threads; i++) {
      Warp warp = new Warp(program, this, i);
      for (int lane = 0; lane < Warp.LANES; lane++) {
        warp.r[registers.integer("%tid.x") + lane] = warp.thread(lane);
      }
      fill(warp, registers.integer("%ntid.x"), threads);
      warps.add(warp);
    }
  }

  private static void fill(Warp warp, int row, int value) {
    Arrays.fill(warp.r, row, row + Warp.LANES, value);
  }

  /// Runs the block at (x, y, z) of a grid to its end.
  void run(Registers registers, int x, int y, int z, int[] parameters) {
    this.parameters = parameters;
    place = "(" + x + ", " + y + ", " + z + ")";
    clock.beginBlock();
    shared.forget();
    for (Warp warp : warps) {
      fill(warp, registers.integer("%ctaid.x"), x);
      fill(warp, registers.integer("%ctaid.y"), y);
      fill(warp, registers.integer("%ctaid.z"), z);
      warp.begin(threads);
    }
    boolean more = true;
    while (more) {
      more = false;
      for (Warp warp : warps) {
        warp.run(); // to its end, or to the next barrier
        more |= !warp.isDone();
      }
      if (more) {
        tally.barrier();
        clock.barrier();
        warps.forEach(Warp::release);
      }
    }
  }

  Region shared() {
    return shared;
  }

  GlobalMemory global() {
    return global;
  }

  Tally tally() {
    return tally;
  }

  /// What the launch has told the kernel.
  int[] parameters() {
    return parameters;
  }

  /// Its place in the grid.
  @Override
  public String toString() {
    return place;
  }
}
