package org.tombola.kernels.cuda.ptx;

import java.util.Arrays;
import org.tombola.kernels.cuda.ptx.Instruction.Step;

/// `cp.async`: copies from global to shared memory that a thread starts and does not wait for.
///
/// A thread commits those it has started as a group, and later waits until at most so many groups
/// are under way. On a device they arrive some time between; here as late as they may, and until
/// then their place holds NaN. So what reads too early, or is overwritten too early, comes out
/// wrong.
///
/// Others see what a thread's copies have brought only after that thread has waited and a barrier
/// has come: arriving counts as the thread's own writing.
final class AsyncCopy {
  private static final int MISSING = -1;
  private static final int FIELDS = 4; // lane, word, value, group

  private int[] pending = new int[64 * FIELDS];
  private int size;
  private final int[] committed = new int[Warp.LANES];

  static Step decode(Statement s, Registers registers) {
    if (s.opcode().equals("cp.async.commit_group")) {
      return (w, lanes) -> w.each(lanes, lane -> w.copies.committed[lane]++);
    }
    if (s.opcode().equals("cp.async.wait_group")) {
      int most = Integer.parseInt(s.operand(0));
      return (w, lanes) -> w.copies.await(w, lanes, most);
    }
    if (!s.has("shared") || !s.has("global") || s.operands().size() != 4) {
      throw s.unknown();
    }
    Address to = Address.of(s.operand(0));
    Address from = Address.of(s.operand(1));
    int toRow = registers.integer(to.base());
    int fromRow = registers.wide(from.base());
    int bytes = Integer.parseInt(s.operand(2));
    int taken = registers.integer(s.operand(3));
    return (w, lanes) -> {
      for (int left = lanes; left != 0; left &= left - 1) {
        int lane = Integer.numberOfTrailingZeros(left);
        long target = (long) w.r[toRow + lane] + to.offset();
        long source = w.d[fromRow + lane] + from.offset();
        w.copies.start(w, lane, target, source, bytes, w.r[taken + lane]);
      }
    };
  }

  /// @param taken bytes that are read; zeros follow
  private void start(Warp w, int lane, long to, long from, int bytes, int taken) {
    Region shared = w.block.shared();
    int target = shared.word(w, lane, to, bytes);
    if ((from & bytes - 1) != 0) {
      throw w.fault(lane, "copies %d bytes from %x: not aligned".formatted(bytes, from));
    }
    for (int j = 0; j < bytes / Integer.BYTES; j++) {
      int value = 0;
      if (Integer.BYTES * j < taken) {
        long address = from + (long) Integer.BYTES * j;
        Region global = w.block.global().region(w, lane, address);
        int source = global.word(w, lane, address, Integer.BYTES);
        w.block.tally().read(false, 1);
        global.reading(w, lane, source);
        value = global.words[source];
      }
      shared.writing(w, lane, target + j);
      shared.words[target + j] = MISSING;
      push(lane, target + j, value);
    }
  }

  private void push(int lane, int word, int value) {
    if (size == pending.length) {
      pending = Arrays.copyOf(pending, 2 * size);
    }
    pending[size] = lane;
    pending[size + 1] = word;
    pending[size + 2] = value;
    pending[size + 3] = committed[lane];
    size += FIELDS;
  }

  /// Lets arrive, in order, all but the last `most` groups of those lanes.
  private void await(Warp w, int lanes, int most) {
    Region shared = w.block.shared();
    int kept = 0;
    for (int at = 0; at < size; at += FIELDS) {
      int lane = pending[at];
      if ((lanes >>> lane & 1) != 0 && pending[at + 3] < committed[lane] - most) {
        shared.writing(w, lane, pending[at + 1]);
        shared.words[pending[at + 1]] = pending[at + 2];
      } else {
        System.arraycopy(pending, at, pending, kept, FIELDS);
        kept += FIELDS;
      }
    }
    size = kept;
  }

  void reset() {
    size = 0;
    Arrays.fill(committed, 0);
  }
}
