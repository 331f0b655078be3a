package org.tombola.kernels.cuda.ptx;

import java.util.function.IntConsumer;

/// 32 threads that share one stream of instructions.
///
/// Each is a lane: it has registers of its own, but the warp issues one instruction at a time, for
/// those lanes that are at it. See [Paths] for how lanes part and meet.
final class Warp {
  static final int LANES = 32;

  /// The bits of all lanes.
  static final int ALL = -1;

  /// More instructions than this from one barrier to the next must be a loop without end.
  private static final long PATIENCE = 20_000_000;

  final Block block;
  final float[] f; // 32-bit reals
  final int[] r; // 32-bit integers
  final long[] d; // 64-bit integers
  final int[] p; // predicates, a bit a lane
  final AsyncCopy copies = new AsyncCopy();
  private final Program program;
  private final int number;
  private final Paths paths = new Paths();
  private int at;
  private int live;
  private int waiting;
  private int resume;

  Warp(Program program, Block block, int number) {
    this.program = program;
    this.block = block;
    this.number = number;
    f = program.registers().reals();
    r = program.registers().integers();
    d = program.registers().wides();
    p = program.registers().predicates();
  }

  /// Begins a block.
  ///
  /// @param threads of the block
  void begin(int threads) {
    int lanes = Math.min(LANES, threads - LANES * number);
    live = lanes == LANES ? ALL : (1 << lanes) - 1;
    waiting = 0;
    paths.clear();
    paths.add(0, live);
    copies.reset();
  }

  boolean isDone() {
    return live == 0;
  }

  int thread(int lane) {
    return LANES * number + lane;
  }

  /// Runs until every lane has ended or waits at a barrier.
  void run() {
    long left = PATIENCE;
    while (!paths.isEmpty()) {
      int instruction = paths.lowest();
      int lanes = paths.take(instruction);
      int others = paths.lowest();
      while (lanes != 0 && instruction < others) {
        Instruction now = program.code().get(instruction);
        at = instruction;
        if (left-- == 0) {
          throw fault(Integer.numberOfTrailingZeros(lanes), "no end, and no barrier");
        }
        int active = now.active(p, lanes);
        switch (now.kind()) {
          case STEP -> {
            if (active != 0) {
              now.step().run(this, active);
            }
            instruction++;
          }
          case BRANCH -> {
            if (active == lanes) {
              instruction = now.target();
            } else {
              if (active != 0) {
                paths.add(now.target(), active);
                others = Math.min(others, now.target());
                lanes &= ~active;
              }
              instruction++;
            }
          }
          case EXIT -> {
            live &= ~active;
            lanes &= ~active;
            instruction++;
          }
          case BARRIER -> {
            arrive(active, instruction + 1);
            lanes = 0;
          }
        }
      }
      if (lanes != 0) {
        paths.add(instruction, lanes);
      }
    }
    block.tally().issued(PATIENCE - left);
  }

  /// Lanes behind have been waited for, so those that are missing have gone another way.
  private void arrive(int lanes, int next) {
    if (lanes != live) {
      throw fault(
          Integer.numberOfTrailingZeros(live & ~lanes), "misses a barrier that others come to");
    }
    waiting = lanes;
    resume = next;
  }

  /// All threads of the block have come to the barrier.
  void release() {
    if (waiting != 0) {
      paths.add(resume, waiting);
      waiting = 0;
    }
  }

  /// Does something for each lane whose bit is set, in order.
  void each(int lanes, IntConsumer what) {
    for (int left = lanes; left != 0; left &= left - 1) {
      what.accept(Integer.numberOfTrailingZeros(left));
    }
  }

  boolean holds(int predicate, int lane) {
    return (p[predicate] >>> lane & 1) != 0;
  }

  /// Sets a predicate for those lanes, and leaves it for others.
  void set(int predicate, int bits, int lanes) {
    p[predicate] = (p[predicate] & ~lanes) | (bits & lanes);
  }

  /// What a lane has done wrong in the instruction it is at.
  Fault fault(int lane, String what) {
    Statement source = program.code().get(at).source();
    return new Fault(
        "%s, line %d, block %s, thread %d: %s: %s"
            .formatted(program.name(), source.line(), block, thread(lane), what, source.text()));
  }
}
