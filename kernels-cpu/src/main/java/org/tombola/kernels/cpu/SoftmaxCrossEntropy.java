package org.tombola.kernels.cpu;

import static org.tombola.kernels.cpu.Lanes.LANES;
import static org.tombola.kernels.cpu.Lanes.ORIGIN;
import static org.tombola.kernels.cpu.Simd.ONE;
import static org.tombola.kernels.cpu.Simd.SPECIES;
import static org.tombola.kernels.cpu.Simd.WIDTH;

import jdk.incubator.vector.FloatVector;

/// `loss = log Σ_c exp(z_c − z_max) − (z_label − z_max)` and its gradient `softmax(z) − onehot`.
///
/// A vector holds one class of many samples, so the maximum and the sum over classes are plain
/// vertical loops; only the label is looked up sample by sample.
final class SoftmaxCrossEntropy {
  private SoftmaxCrossEntropy() {}

  static void run(
      CpuStorage logits, int[] labels, CpuStorage losses, CpuStorage dlogits, Scratch scratch) {
    int classes = logits.features();
    float[] z = logits.data();
    float[] dz = dlogits.data();
    float[] loss = losses.data();
    float[] max = scratch.take(losses.physical());
    for (int block = 0; block < logits.blocks(); block++) {
      int at = ORIGIN + block * classes * LANES;
      for (int lane = 0; lane < LANES; lane += WIDTH) {
        softmax(z, dz, loss, max, at + lane, ORIGIN + block * LANES + lane, classes);
      }
    }
    for (int n = 0; n < logits.samples(); n++) {
      int at = ORIGIN + (n / LANES * classes + labels[n]) * LANES + n % LANES;
      loss[ORIGIN + n] += max[ORIGIN + n] - z[at];
      dz[at] -= 1f;
    }
    scratch.give(max);
    losses.zeroPadding();
    dlogits.zeroPadding();
  }

  /// One vector of samples: `dz` becomes the softmax, `loss` the log of its denominator. The
  /// maximum stays apart: added here, it would swallow the loss of a sample that is certain.
  private static void softmax(
      float[] z, float[] dz, float[] loss, float[] maxima, int at, int lossAt, int classes) {
    FloatVector max = FloatVector.fromArray(SPECIES, z, at);
    for (int c = 1; c < classes; c++) {
      max = max.max(FloatVector.fromArray(SPECIES, z, at + c * LANES));
    }
    for (int c = 0; c < classes; c++) {
      FloatVector.fromArray(SPECIES, z, at + c * LANES).sub(max).intoArray(dz, at + c * LANES);
    }
    Exponentials.exp(dz, dz, at, at + classes * LANES, LANES);
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int c = 0; c < classes; c++) {
      sum = sum.add(FloatVector.fromArray(SPECIES, dz, at + c * LANES));
    }
    FloatVector scale = ONE.div(sum);
    for (int c = 0; c < classes; c++) {
      FloatVector.fromArray(SPECIES, dz, at + c * LANES).mul(scale).intoArray(dz, at + c * LANES);
    }
    max.intoArray(maxima, lossAt);
    sum.intoArray(loss, lossAt);
    Exponentials.log(0f, loss, loss, lossAt, lossAt + WIDTH, WIDTH);
  }
}
