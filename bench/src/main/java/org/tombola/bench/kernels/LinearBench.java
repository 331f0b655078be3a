package org.tombola.bench.kernels;

import org.openjdk.jmh.annotations.Param;
import org.tombola.bench.gemm.OpenBlasGemm;
import org.tombola.bench.ladder.Task;
import org.tombola.bench.layer.Direction;
import org.tombola.bench.layer.Layer;
import org.tombola.bench.layer.LinearLayer;
import org.tombola.bench.layer.Numbers;

/// Linear layers; the directions are products of matrices, with one or the other transposed.
public class LinearBench extends LayerBench {
  @Param({"cpu", GemmBench.OPENBLAS})
  String backend;

  /// Those of the networks in [Suites#NETWORKS]; a test keeps the two the same.
  @Param({
    "linear-60x784-300",
    "linear-60x300-100",
    "linear-60x100-10",
    "linear-60x400-120",
    "linear-60x120-84",
    "linear-60x84-10",
    "linear-60x16384-256",
    "linear-60x256-256",
    "linear-60x256-10",
    "linear-60x8192-256",
    "linear-60x4096-256",
    "linear-128x64-10",
    "linear-128x512-10"
  })
  String layer;

  @Override
  Runnable prepare(Direction direction) {
    return backend.equals(GemmBench.OPENBLAS)
        ? onOpenBlas((LinearLayer) Layer.parse(layer), direction).run()
        : onBackend(backend, layer, 1, direction);
  }

  /// On the numbers that [Operands][org.tombola.bench.layer.Operands] has.
  static Task onOpenBlas(LinearLayer of, Direction direction) {
    float[] x = Numbers.draw(of.input().size(), 1);
    float[] dy = Numbers.draw(of.output().size(), 2);
    float[] w = Numbers.draw(of.weight().size(), 3);
    int n = of.batch();
    int in = of.inputs();
    int out = of.outputs();
    return switch (direction) {
      case FORWARD -> OpenBlasGemm.product(false, true, n, out, in, x, w); // x · Wᵀ
      case INPUT_GRADIENT -> OpenBlasGemm.product(false, false, n, in, out, dy, w); // dy · W
      case WEIGHT_GRADIENT -> OpenBlasGemm.product(true, false, out, in, n, dy, x); // dyᵀ · x
    };
  }
}
