package org.tombola.kernels.cuda.ptx;

import org.tombola.kernels.cuda.ptx.Instruction.Step;

/// `shfl.sync`: every lane reads a register of another lane of its warp, without any memory.
///
/// `bfly` reads from the lane whose number differs in the bits given, `down` from the one so many
/// further on; who would read beyond the warp reads its own.
final class Shuffle {
  private Shuffle() {}

  static Step decode(Statement s, Registers registers) {
    boolean butterfly = s.opcode().equals("shfl.sync.bfly.b32");
    if (!butterfly && !s.opcode().equals("shfl.sync.down.b32")) {
      throw s.unknown();
    }
    int bar = s.operand(0).indexOf('|'); // the register, and whether what was read is another's
    int d = registers.integer(s.operand(0).substring(0, bar));
    int inside = registers.predicate(s.operand(0).substring(bar + 1));
    int a = registers.integer(s.operand(1));
    int by = registers.integer(s.operand(2));
    int clamp = registers.integer(s.operand(3));
    int members = registers.integer(s.operand(4));
    return (w, lanes) -> {
      int[] before = new int[Warp.LANES];
      System.arraycopy(w.r, a, before, 0, Warp.LANES);
      int found = 0;
      for (int left = lanes; left != 0; left &= left - 1) {
        int lane = Integer.numberOfTrailingZeros(left);
        int absent = w.r[members + lane] & ~lanes;
        if (absent != 0) {
          throw w.fault(
              lane, "lane %d is not here".formatted(Integer.numberOfTrailingZeros(absent)));
        }
        if (w.r[clamp + lane] != Warp.LANES - 1) {
          throw w.fault(lane, "a shuffle within a part of the warp");
        }
        int from = butterfly ? lane ^ w.r[by + lane] : lane + w.r[by + lane];
        if (from < Warp.LANES) {
          found |= 1 << lane;
        }
        w.r[d + lane] = before[from < Warp.LANES ? from : lane];
      }
      w.set(inside, found, lanes);
    };
  }
}
