package org.tombola.bench.gpu;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tombola.bench.kernels.Suite;
import org.tombola.bench.ladder.Rounds;
import org.tombola.bench.layer.ConvLayer;
import org.tombola.bench.layer.Layer;
import org.tombola.bench.layer.LinearLayer;
import org.tombola.bench.layer.Zoo;

/// What is measured, and for how long.
///
/// @param copies floats of each copy, ascending
/// @param steps of the multiply-adds
/// @param shapes that a suite is run with
/// @param products sizes of square matrices
/// @param layers that are timed in all directions, linear or convolutions
/// @param ladderProduct size of the matrices of the ladder of products
/// @param ladderConvolutions layers of the ladder of convolutions
public record GpuEffort(
    Rounds rounds,
    Repeats repeats,
    List<Integer> copies,
    int steps,
    Function<Suite, List<String>> shapes,
    List<Integer> products,
    List<Layer> layers,
    int ladderProduct,
    List<ConvLayer> ladderConvolutions) {
  private static final List<String> NETWORKS = List.of("lenet-300-100", "resnet-20", "vgg-16");

  /// Some minutes, for figures worth keeping.
  public static GpuEffort full() {
    return new GpuEffort(
        new Rounds(0.05, 0.03, 7),
        new Repeats(0.01, 4, 512),
        IntStream.rangeClosed(0, 6).mapToObj(i -> 1 << (14 + 2 * i)).toList(), // 64 KiB to 256 MiB
        1000,
        suite -> suite.values("shape"),
        List.of(1024, 2048, 4096),
        Zoo.shapes(NETWORKS),
        4096,
        List.of(
            conv("conv-128x64x32x32-64x3x3-s1-p1"), // vgg-16
            conv("conv-128x16x32x32-16x3x3-s1-p1"))); // resnet-20
  }

  /// Some seconds, to see that everything runs; the figures mean nothing.
  public static GpuEffort quick() {
    GpuEffort full = full();
    return new GpuEffort(
        new Rounds(0, 0, 1),
        new Repeats(0, 4, 4),
        full.copies.subList(0, 4),
        full.steps,
        suite -> full.shapes.apply(suite).subList(0, 1),
        full.products.subList(0, 1),
        List.of(full.linear().getFirst(), full.convolutions().getFirst()),
        full.products.getFirst(),
        full.ladderConvolutions.subList(1, 2));
  }

  private static ConvLayer conv(String word) {
    return (ConvLayer) Layer.parse(word);
  }

  /// Those of [#layers] that are linear.
  public List<Layer> linear() {
    return layers.stream().filter(layer -> layer instanceof LinearLayer).toList();
  }

  /// Those of [#layers] that are convolutions.
  public List<Layer> convolutions() {
    return layers.stream().filter(layer -> layer instanceof ConvLayer).toList();
  }
}
