package org.tombola.kernels.cuda;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.spi.AdamStep;
import org.tombola.engine.spi.SgdStep;

/// Launches of `optimiser.cu`: consecutive steps with the same numbers become one launch.
///
/// An optimiser steps parameter by parameter. The parameters are collected in a table until
/// something else is launched or somebody reads.
final class Updates implements Queue.Gathering {
  private static final String FAMILY = "optimiser";
  private static final Kernel SGD = new Kernel(FAMILY, "sgdStep");
  private static final Kernel ADAM = new Kernel(FAMILY, "adamStep");
  private static final int THREADS = 256;

  /// Elements of a block.
  private static final int BLOCK = 4 * THREADS;

  /// Words of a row of the kernel's table: five addresses, the size, the first block.
  private static final int ROW = 12;

  /// What the steps of a training have in common: their numbers take each other's place.
  private record Kind(Kernel kernel, float a, float b, float c, float d, boolean nesterov) {}

  /// The table of the parameters that begin with the one at `first`.
  private record TableKey(long first, int rows) {}

  private final Queue queue;
  private final Numbers numbers;
  private @Nullable Kind gathered;
  private float[] values = {};
  private int[] table = new int[ROW * 64];
  private int rows;
  private int blocks;
  private long first;

  Updates(Queue queue, Numbers numbers) {
    this.queue = queue;
    this.numbers = numbers;
  }

  void sgd(
      SgdStep step,
      CudaStorage dw,
      @Nullable CudaStorage mask,
      @Nullable CudaStorage velocity,
      CudaStorage w) {
    gather(
        new Kind(SGD, step.momentum(), step.weightDecay(), 0, 0, step.nesterov()),
        step.lr(),
        step.momentum(),
        step.weightDecay());
    add(w, dw, mask, velocity, null);
  }

  void adam(
      AdamStep step,
      CudaStorage dw,
      @Nullable CudaStorage mask,
      CudaStorage m,
      CudaStorage v,
      CudaStorage w) {
    gather(
        new Kind(ADAM, step.beta1(), step.beta2(), step.epsilon(), step.weightDecay(), false),
        step.correctedRate(),
        step.beta1(),
        step.beta2(),
        step.epsilon(),
        step.weightDecay(),
        step.rootCorrection());
    add(w, dw, mask, m, v);
  }

  /// What is added next steps this way, with these numbers.
  private void gather(Kind kind, float... with) {
    if (!queue.isGathering(this) || !kind.equals(gathered) || !Arrays.equals(with, values)) {
      queue.gather(this);
      gathered = kind;
      values = with;
      rows = 0;
      blocks = 0;
    }
  }

  private void add(
      CudaStorage w,
      CudaStorage dw,
      @Nullable CudaStorage mask,
      @Nullable CudaStorage a,
      @Nullable CudaStorage b) {
    int at = ROW * rows;
    if (at + ROW > table.length) {
      table = Arrays.copyOf(table, 2 * table.length);
    }
    put(at, w);
    put(at + 2, dw);
    put(at + 4, mask);
    put(at + 6, a);
    put(at + 8, b);
    table[at + 10] = w.size();
    table[at + 11] = blocks;
    first = rows == 0 ? w.address() : first;
    rows++;
    blocks += Math.ceilDiv(w.size(), BLOCK);
  }

  private void put(int at, @Nullable CudaStorage storage) {
    long address = storage == null ? 0 : storage.address();
    table[at] = (int) address;
    table[at + 1] = (int) (address >>> 32);
  }

  @Override
  public Launch gathered() {
    Kind kind = gathered;
    if (kind == null) {
      throw new AssertionError("nothing was gathered");
    }
    gathered = null;
    // Asking for the second may hand over what waits, so that the first must be asked for again:
    // numbers stay for the launches of one hand-over.
    numbers.reals(kind, values);
    long at = numbers.integers(new TableKey(first, rows), Arrays.copyOf(table, ROW * rows));
    long with = numbers.reals(kind, values);
    Launch launch =
        Launch.of(kind.kernel(), blocks, 1, 1, THREADS).pointer(with).pointer(at).integer(rows);
    return kind.kernel().equals(SGD) ? launch.integer(kind.nesterov() ? 1 : 0) : launch;
  }
}
