package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.FloatVector;
import org.tombola.engine.spi.SgdStep;

/// Stochastic gradient descent, in place; the three forms of [SgdStep], one pass over memory each.
final class Sgd {
  private Sgd() {}

  /// `w -= lr · (dw + decay·w)`.
  static void plain(SgdStep step, float[] dw, float[] w, int from, int to) {
    FloatVector lr = FloatVector.broadcast(SPECIES, -step.lr());
    FloatVector decay = FloatVector.broadcast(SPECIES, step.weightDecay());
    for (int i = from; i < to; i += WIDTH) {
      FloatVector weight = FloatVector.fromArray(SPECIES, w, i);
      FloatVector g = decay.fma(weight, FloatVector.fromArray(SPECIES, dw, i));
      lr.fma(g, weight).intoArray(w, i);
    }
  }

  /// `v = μv + g; w -= lr · v`.
  static void momentum(SgdStep step, float[] dw, float[] v, float[] w, int from, int to) {
    FloatVector lr = FloatVector.broadcast(SPECIES, -step.lr());
    FloatVector decay = FloatVector.broadcast(SPECIES, step.weightDecay());
    FloatVector mu = FloatVector.broadcast(SPECIES, step.momentum());
    for (int i = from; i < to; i += WIDTH) {
      FloatVector weight = FloatVector.fromArray(SPECIES, w, i);
      FloatVector g = decay.fma(weight, FloatVector.fromArray(SPECIES, dw, i));
      FloatVector velocity = mu.fma(FloatVector.fromArray(SPECIES, v, i), g);
      velocity.intoArray(v, i);
      lr.fma(velocity, weight).intoArray(w, i);
    }
  }

  /// `v = μv + g; w -= lr · (g + μv)`.
  static void nesterov(SgdStep step, float[] dw, float[] v, float[] w, int from, int to) {
    FloatVector lr = FloatVector.broadcast(SPECIES, -step.lr());
    FloatVector decay = FloatVector.broadcast(SPECIES, step.weightDecay());
    FloatVector mu = FloatVector.broadcast(SPECIES, step.momentum());
    for (int i = from; i < to; i += WIDTH) {
      FloatVector weight = FloatVector.fromArray(SPECIES, w, i);
      FloatVector g = decay.fma(weight, FloatVector.fromArray(SPECIES, dw, i));
      FloatVector velocity = mu.fma(FloatVector.fromArray(SPECIES, v, i), g);
      velocity.intoArray(v, i);
      lr.fma(mu.fma(velocity, g), weight).intoArray(w, i);
    }
  }
}
