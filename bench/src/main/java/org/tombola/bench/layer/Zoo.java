package org.tombola.bench.layer;

import java.util.List;
import org.tombola.engine.Backends;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Backend;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.Phase;
import org.tombola.nn.models.Models;

/// Networks, the batches they are measured with, and the layers they have.
public final class Zoo {
  private Zoo() {}

  /// As in the papers: 60 for LeNets and Conv-2, -4 and -6, and 128 for the others.
  public static int batch(String network) {
    return network.startsWith("lenet-") || network.startsWith("conv-") ? 60 : 128;
  }

  /// The shape of a batch of samples.
  public static Shape samples(String network) {
    Shape sample = Models.named(network).input();
    return Shape.of(batch(network), sample.dim(0), sample.dim(1), sample.dim(2));
  }

  /// All layers with weights, inputs' side first.
  ///
  /// @throws org.tombola.engine.UnknownName if there is no such network
  public static List<Layer> layers(String network) {
    ShapesOnly shapes = new ShapesOnly();
    Backend backend = shapes.backend();
    Shape samples = samples(network);
    Backends.with(
        backend,
        () -> {
          Module made = Models.create(network, Init.BINARY, new Rng(0));
          return made.forward(Tensor.batch(samples, new float[samples.size()]), Phase.TRAIN);
        });
    return shapes.layers();
  }

  /// The different layers of some networks, each where it first occurs.
  public static List<Layer> shapes(List<String> networks) {
    return networks.stream().flatMap(name -> layers(name).stream()).distinct().toList();
  }

  /// Floating-point operations of a training step, those of [#layers]: each is computed three
  /// times, but for the first, whose input has no gradient.
  public static double stepFlops(String network) {
    List<Layer> layers = layers(network);
    double forward = layers.stream().mapToDouble(Layer::flops).sum();
    return 3 * forward - layers.getFirst().flops();
  }
}
