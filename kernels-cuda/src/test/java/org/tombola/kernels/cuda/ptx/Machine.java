package org.tombola.kernels.cuda.ptx;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/// A GPU of one multiprocessor that runs one block at a time: memory, and launches of grids.
public final class Machine {
  /// What a block of compute capability 9.0 may have.
  private static final int MOST_SHARED = 227 << 10;

  private final Clock clock = new Clock();
  private final GlobalMemory memory = new GlobalMemory(clock);
  private final Tally tally = new Tally();
  private final Map<Shape, Block> blocks = new HashMap<>();

  /// Blocks alike, which need not be made anew.
  private record Shape(Family family, String kernel, int threads, int shared) {}

  /// Memory for that many bytes, each a NaN's.
  ///
  /// @return its address, a multiple of 256
  public long allocate(long bytes) {
    return memory.allocate(bytes);
  }

  public void free(long address) {
    memory.free(address);
  }

  /// Copies all of `from` to the device.
  public void upload(MemorySegment from, long to) {
    memory.write(from, to);
  }

  /// Fills `to` from the device.
  public void download(long from, MemorySegment to) {
    memory.read(from, to);
  }

  /// What all launches together have asked for.
  public Tally tally() {
    return tally;
  }

  /// Runs every thread of a grid of `x · y · z` blocks to its end.
  ///
  /// @param shared bytes of dynamic shared memory of each block
  /// @param parameters packed as the kernel expects them
  /// @throws Fault at the first access out of bounds, race, or barrier that not all come to
  public void launch(
      Family family,
      String kernel,
      int x,
      int y,
      int z,
      int threads,
      int shared,
      int[] parameters) {
    Program program = family.program(kernel);
    if (threads < 1 || threads > program.mostThreads()) {
      throw new Fault(
          kernel + ": " + threads + " threads a block, at most " + program.mostThreads());
    }
    if (Integer.BYTES * parameters.length != program.parameterBytes()) {
      throw new Fault(
          "%s: %d bytes of parameters, not %d"
              .formatted(kernel, Integer.BYTES * parameters.length, program.parameterBytes()));
    }
    int all = program.sharedBytes() + shared;
    if (all > MOST_SHARED) {
      throw new Fault(kernel + ": " + all + " bytes of shared memory, at most " + MOST_SHARED);
    }
    Block block =
        blocks.computeIfAbsent(
            new Shape(family, kernel, threads, shared),
            _ -> new Block(program, threads, all, memory, clock, tally));
    clock.beginLaunch();
    for (int k = 0; k < z; k++) {
      for (int j = 0; j < y; j++) {
        for (int i = 0; i < x; i++) {
          block.run(program.registers(), i, j, k, parameters);
        }
      }
    }
  }
}
