package org.tombola.lottery.rewire;

import org.tombola.engine.Tensor;

/// Soft threshold weight reparameterization (Kusupati et al. 2020, section 3): each layer computes
/// with `sign(w) · max(0, |w| − σ(s))`, with one `s` a layer. Weight decay, which draws s to 0,
/// raises the threshold, the loss lowers it; how many weights that leaves in a layer comes out.
///
/// @param start what s is at first
record SoftThreshold(double start) implements Reparameterization {
  @Override
  public String name() {
    return "threshold";
  }

  @Override
  public float[] first(float[] weights) {
    return new float[] {(float) start};
  }

  /// `relu(w − t) − relu(−w − t)`, which is the same.
  @Override
  public Tensor settled(Tensor w, Tensor s) {
    Tensor t = s.sigmoid();
    return w.minus(t).relu().minus(w.neg().minus(t).relu());
  }
}
