package org.tombola.bench.kernels;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.tombola.bench.layer.Zoo;

/// All suites, and which shapes the naive backend is asked for.
public final class Suites {
  /// Whose layers and steps are measured.
  public static final List<String> NETWORKS =
      List.of("lenet-300-100", "lenet-5", "conv-2", "conv-4", "conv-6", "resnet-20", "vgg-16");

  /// The most operations that a call of the naive backend may have, a fraction of a second.
  private static final double BEARABLE = 3e8;

  private static final Map<String, List<String>> DEFAULTS = Map.of();
  private static final List<String> NAIVE = List.of("reference");

  private Suites() {}

  /// In the order of a reader: products, layers, what is between them, steps.
  public static List<Suite> all() {
    return List.of(
        new Suite("Peak", PeakBench.class, List.of(DEFAULTS), (_, _) -> PeakBench.work()),
        new Suite(
            "Bandwidth",
            BandwidthBench.class,
            List.of(DEFAULTS),
            (method, of) -> BandwidthBench.work(method, Integer.parseInt(of.apply("kib")))),
        new Suite(
            "Matrix products",
            GemmBench.class,
            bearable(GemmBench.class, "n", n -> GemmBench.work(Integer.parseInt(n)).flops()),
            (_, of) -> GemmBench.work(Integer.parseInt(of.apply("n")))),
        layers("Linear layers", LinearBench.class),
        layers("Convolutions", ConvBench.class),
        new Suite(
            "Sparse layers",
            SparseBench.class,
            List.of(DEFAULTS),
            (_, of) -> LayerBench.work(of.apply("layer"))),
        new Suite(
            "Batch normalisation",
            BatchNormBench.class,
            naive("128x64x8x8"),
            (method, of) -> BatchNormBench.work(method, of.apply("shape"))),
        new Suite(
            "Elementwise",
            ElementwiseBench.class,
            naive("60x300"),
            (method, of) -> ElementwiseBench.work(method, of.apply("shape"))),
        new Suite(
            "Reductions",
            ReductionBench.class,
            naive("128x16x32x32"),
            (_, of) -> ReductionBench.work(of.apply("shape"))),
        new Suite(
            "Pooling",
            PoolBench.class,
            naive("128x256x8x8"),
            (method, of) -> PoolBench.work(method, of.apply("shape"))),
        new Suite(
            "Loss", LossBench.class, naive("60x10"), (_, of) -> LossBench.work(of.apply("shape"))),
        new Suite(
            "Updates",
            UpdateBench.class,
            naive("300x784"),
            (method, of) -> UpdateBench.work(method, of.apply("shape"))),
        new Suite(
            "Training steps",
            StepBench.class,
            List.of(
                DEFAULTS,
                Map.of("network", List.of("lenet-300-100"), "optimizer", List.of("adam")),
                Map.of("network", List.of("lenet-300-100", "lenet-5"), "backend", NAIVE)),
            (_, of) -> new Work(Zoo.stepFlops(of.apply("network")), 0)));
  }

  private static Suite layers(String title, Class<?> benchmark) {
    return new Suite(
        title,
        benchmark,
        bearable(benchmark, "layer", layer -> LayerBench.work(layer).flops()),
        (_, of) -> LayerBench.work(of.apply("layer")));
  }

  /// A pass with the defaults, and one of the naive backend on this shape.
  private static List<Map<String, List<String>>> naive(String shape) {
    return List.of(DEFAULTS, Map.of("shape", List.of(shape), "backend", NAIVE));
  }

  /// A pass with the defaults, and one of the naive backend on shapes that do not take it long.
  private static List<Map<String, List<String>>> bearable(
      Class<?> benchmark, String parameter, ToDoubleFunction<String> flops) {
    List<String> small =
        Suite.values(benchmark, parameter).stream()
            .filter(value -> flops.applyAsDouble(value) <= BEARABLE)
            .toList();
    return List.of(DEFAULTS, Map.of(parameter, small, "backend", NAIVE));
  }
}
