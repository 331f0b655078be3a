package org.tombola.kernels.cuda.ptx;

/// One instruction, ready to be run by a warp.
///
/// @param kind what it does to the order of things
/// @param step what it does to registers and memory
/// @param guard the predicate it depends on, −1 for none
/// @param target where a branch goes
/// @param source how it is written
record Instruction(Kind kind, Step step, int guard, int target, Statement source) {
  enum Kind {
    /// Goes on to the next.
    STEP,
    BRANCH,
    EXIT,
    BARRIER
  }

  /// What an instruction does for the lanes of a warp whose bits are set.
  interface Step {
    Step NOTHING = (_, _) -> {};

    void run(Warp warp, int lanes);
  }

  /// Those of `lanes` that run it.
  int active(int[] predicates, int lanes) {
    if (guard < 0) {
      return lanes;
    }
    return lanes & (source.negated() ? ~predicates[guard] : predicates[guard]);
  }
}
