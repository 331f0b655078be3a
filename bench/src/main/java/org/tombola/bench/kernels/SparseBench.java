package org.tombola.bench.kernels;

import org.openjdk.jmh.annotations.Param;
import org.tombola.bench.layer.Direction;

/// Layers of which part of the weights is left, the others skipped. Operations count as if none
/// were, so that a row shows what is gained over density 1, which is computed by the dense kernels.
public class SparseBench extends LayerBench {
  @Param("cpu:sparse=on")
  String backend;

  @Param({
    "linear-60x784-300",
    "conv-128x16x32x32-16x3x3-s1-p1",
    "conv-128x64x8x8-64x3x3-s1-p1",
    "conv-128x128x16x16-128x3x3-s1-p1"
  })
  String layer;

  /// The part of the weights that is left.
  @Param({"1", "0.5", "0.2", "0.1", "0.05", "0.02"})
  double density;

  @Override
  Runnable prepare(Direction direction) {
    return onBackend(backend, layer, density, direction);
  }
}
