package org.tombola.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tombola.engine.spi.Kind.BATCHED;
import static org.tombola.engine.spi.Kind.PLAIN;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.AdamStep;
import org.tombola.engine.spi.SgdStep;

/// Products, the loss and the optimisers against the reference backend, into poisoned outputs.
class ProductParityTest {
  private static final double SUMS = 2e-6;

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 31, 32, 33, 60, 64, 65, 140})
  void linear_and_its_gradients(int n) {
    for (int[] size :
        new int[][] {{1, 1}, {3, 7}, {17, 8}, {31, 33}, {32, 6}, {100, 10}, {130, 50}}) {
      Pair x = Pair.random("x", BATCHED, n, size[0]);
      Pair w = Pair.random("w", PLAIN, size[1], size[0]);
      Pair bias = Pair.random("b", PLAIN, size[1]);
      Pair dy = Pair.random("dy", BATCHED, n, size[1]);
      Pair y = Pair.output(BATCHED, Shape.of(n, size[1]));
      y.check(SUMS, (on, cpu) -> on.linear(x.on(cpu), w.on(cpu), bias.on(cpu), y.on(cpu)));
      Pair bare = Pair.output(BATCHED, Shape.of(n, size[1]));
      bare.check(SUMS, (on, cpu) -> on.linear(x.on(cpu), w.on(cpu), null, bare.on(cpu)));
      Pair dx = Pair.output(BATCHED, Shape.of(n, size[0]));
      dx.check(SUMS, (on, cpu) -> on.linearInputGrad(dy.on(cpu), w.on(cpu), dx.on(cpu)));
      Pair dw = Pair.output(PLAIN, Shape.of(size[1], size[0]));
      dw.check(SUMS, (on, cpu) -> on.linearWeightGrad(dy.on(cpu), x.on(cpu), null, dw.on(cpu)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 31, 33, 64, 70})
  void matmul_in_all_four_forms(int m) {
    // 1200 terms are summed in pieces; rows of A are moved from 128 columns on.
    for (int[] size :
        new int[][] {{1, 1}, {5, 3}, {16, 32}, {33, 31}, {300, 65}, {1200, 33}, {600, 161}}) {
      int k = size[0];
      int n = size[1];
      for (int form = 0; form < 4; form++) {
        boolean transA = (form & 1) == 1;
        boolean transB = (form & 2) == 2;
        Pair a = transA ? Pair.random("a", PLAIN, k, m) : Pair.random("a", PLAIN, m, k);
        Pair b = transB ? Pair.random("b", PLAIN, n, k) : Pair.random("b", PLAIN, k, n);
        Pair c = Pair.output(PLAIN, Shape.of(m, n));
        c.check(SUMS, (on, cpu) -> on.matmul(transA, transB, a.on(cpu), b.on(cpu), c.on(cpu)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 17, 32, 33, 60, 65})
  void softmax_cross_entropy(int n) {
    for (int classes : new int[] {1, 2, 10, 100}) {
      Pair logits = Pair.random("z", BATCHED, n, classes);
      int[] labels = new int[n];
      for (int i = 0; i < n; i++) {
        labels[i] = i * 7 % classes;
      }
      Pair losses = Pair.output(BATCHED, Shape.of(n));
      Pair dlogits = Pair.output(BATCHED, Shape.of(n, classes));
      losses.check(
          1e-6,
          (on, cpu) ->
              on.softmaxCrossEntropy(logits.on(cpu), labels, losses.on(cpu), dlogits.on(cpu)));
      dlogits.agrees(1e-6);
    }
  }

  @Test
  void the_loss_of_a_certain_sample_keeps_its_digits() {
    Pair logits = Pair.of(new float[] {1000, 990}, BATCHED, Shape.of(1, 2));
    Pair losses = Pair.output(BATCHED, Shape.of(1));
    Pair dlogits = Pair.output(BATCHED, Shape.of(1, 2));
    Pair.CPU.softmaxCrossEntropy(logits.cpu(), new int[1], losses.cpu(), dlogits.cpu());
    float[] loss = new float[1];
    losses.cpu().read(loss);
    assertEquals(Math.log1p(Math.exp(-10)), loss[0], 1e-7);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 31, 32, 33, 5000})
  void optimisers_with_and_without_mask(int size) {
    for (boolean masked : new boolean[] {false, true}) {
      sgd(new SgdStep(0.1f, 0f, false, 0.01f), size, masked, false);
      sgd(new SgdStep(0.1f, 0.9f, false, 0f), size, masked, true);
      sgd(new SgdStep(0.1f, 0.9f, true, 0.01f), size, masked, true);
      adam(new AdamStep(0.01f, 0.9f, 0.999f, 1e-8f, 0.01f, 3), size, masked);
      adam(new AdamStep(0.01f, 0.9f, 0.999f, 0f, 0f, 1), size, masked);
    }
  }

  private static void sgd(SgdStep step, int size, boolean masked, boolean moving) {
    Pair w = Pair.random("w", PLAIN, size);
    Pair dw = Pair.random("dw", PLAIN, size);
    Pair v = Pair.random("v", PLAIN, size);
    Pair mask = mask(size);
    w.check(
        1e-6,
        (on, cpu) ->
            on.sgdStep(
                step,
                dw.on(cpu),
                masked ? mask.on(cpu) : null,
                moving ? v.on(cpu) : null,
                w.on(cpu)));
    v.agrees(1e-6);
    prunedIsZero(w, mask, masked);
    prunedIsZero(v, mask, masked && moving);
  }

  private static void adam(AdamStep step, int size, boolean masked) {
    Pair w = Pair.random("w", PLAIN, size);
    Pair dw = Pair.random("dw", PLAIN, size);
    Pair m = Pair.random("m", PLAIN, size);
    Pair v = Pair.output(PLAIN, Shape.of(size));
    v.check(0, (on, cpu) -> on.fill(0.3f, v.on(cpu)));
    Pair mask = mask(size);
    w.check(
        1e-6,
        (on, cpu) ->
            on.adamStep(
                step, dw.on(cpu), masked ? mask.on(cpu) : null, m.on(cpu), v.on(cpu), w.on(cpu)));
    m.agrees(1e-6);
    v.agrees(1e-6);
    prunedIsZero(w, mask, masked);
    prunedIsZero(m, mask, masked);
    prunedIsZero(v, mask, masked);
  }

  /// Every third entry is pruned.
  private static Pair mask(int size) {
    float[] keep = new float[size];
    for (int i = 0; i < size; i++) {
      keep[i] = i % 3 == 0 ? 0 : 1;
    }
    return Pair.of(keep, PLAIN, Shape.of(size));
  }

  private static void prunedIsZero(Pair x, Pair mask, boolean masked) {
    for (int i = Lanes.ORIGIN; masked && i < Lanes.ORIGIN + x.cpu().features(); i++) {
      if (mask.cpu().data()[i] == 0) {
        assertEquals(0, Float.floatToRawIntBits(x.cpu().data()[i]));
      }
    }
  }
}
