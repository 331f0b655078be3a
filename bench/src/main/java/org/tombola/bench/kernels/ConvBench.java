package org.tombola.bench.kernels;

import org.openjdk.jmh.annotations.Param;
import org.tombola.bench.layer.Direction;

/// Convolutions, by the algorithm that the backend chooses.
public class ConvBench extends LayerBench {
  @Param("cpu")
  String backend;

  /// Those of the networks in [Suites#NETWORKS]; a test keeps the two the same.
  @Param({
    "conv-60x1x28x28-6x5x5-s1-p2",
    "conv-60x6x14x14-16x5x5-s1-p0",
    "conv-60x3x32x32-64x3x3-s1-p1",
    "conv-60x64x32x32-64x3x3-s1-p1",
    "conv-60x64x16x16-128x3x3-s1-p1",
    "conv-60x128x16x16-128x3x3-s1-p1",
    "conv-60x128x8x8-256x3x3-s1-p1",
    "conv-60x256x8x8-256x3x3-s1-p1",
    "conv-128x3x32x32-16x3x3-s1-p1",
    "conv-128x16x32x32-16x3x3-s1-p1",
    "conv-128x16x32x32-32x3x3-s2-p1",
    "conv-128x32x16x16-32x3x3-s1-p1",
    "conv-128x16x32x32-32x1x1-s2-p0",
    "conv-128x32x16x16-64x3x3-s2-p1",
    "conv-128x64x8x8-64x3x3-s1-p1",
    "conv-128x32x16x16-64x1x1-s2-p0",
    "conv-128x3x32x32-64x3x3-s1-p1",
    "conv-128x64x32x32-64x3x3-s1-p1",
    "conv-128x64x16x16-128x3x3-s1-p1",
    "conv-128x128x16x16-128x3x3-s1-p1",
    "conv-128x128x8x8-256x3x3-s1-p1",
    "conv-128x256x8x8-256x3x3-s1-p1",
    "conv-128x256x4x4-512x3x3-s1-p1",
    "conv-128x512x4x4-512x3x3-s1-p1",
    "conv-128x512x2x2-512x3x3-s1-p1"
  })
  String layer;

  @Override
  Runnable prepare(Direction direction) {
    return onBackend(backend, layer, 1, direction);
  }
}
