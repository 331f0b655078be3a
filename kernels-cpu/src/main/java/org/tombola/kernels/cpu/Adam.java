package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.tombola.engine.spi.AdamStep;

/// Adam, in place; one pass over four arrays, see [AdamStep] for the formula.
final class Adam {
  private Adam() {}

  static void update(AdamStep s, float[] dw, float[] m, float[] v, float[] w, int from, int to) {
    FloatVector decay = FloatVector.broadcast(SPECIES, s.weightDecay());
    FloatVector beta1 = FloatVector.broadcast(SPECIES, s.beta1());
    FloatVector beta2 = FloatVector.broadcast(SPECIES, s.beta2());
    FloatVector rest1 = FloatVector.broadcast(SPECIES, 1 - s.beta1());
    FloatVector rest2 = FloatVector.broadcast(SPECIES, 1 - s.beta2());
    FloatVector rate = FloatVector.broadcast(SPECIES, -s.correctedRate());
    FloatVector correction = FloatVector.broadcast(SPECIES, s.rootCorrection());
    FloatVector epsilon = FloatVector.broadcast(SPECIES, s.epsilon());
    for (int i = from; i < to; i += WIDTH) {
      FloatVector weight = FloatVector.fromArray(SPECIES, w, i);
      FloatVector g = decay.fma(weight, FloatVector.fromArray(SPECIES, dw, i));
      FloatVector first = beta1.fma(FloatVector.fromArray(SPECIES, m, i), rest1.mul(g));
      FloatVector second = beta2.fma(FloatVector.fromArray(SPECIES, v, i), rest2.mul(g).mul(g));
      first.intoArray(m, i);
      second.intoArray(v, i);
      FloatVector root = second.lanewise(VectorOperators.SQRT);
      FloatVector scale = rate.div(correction.fma(root, epsilon));
      scale.fma(first, weight).intoArray(w, i);
    }
  }
}
