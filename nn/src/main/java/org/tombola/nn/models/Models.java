package org.tombola.nn.models;

import java.util.List;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.UnknownName;
import org.tombola.nn.Init;
import org.tombola.nn.Module;

/// The networks that have a name. To add one: its file beside this, and a line in [#ALL].
public final class Models {
  /// A named network and how to build it.
  ///
  /// @param description one line
  /// @param input the shape of one sample the network was made for
  /// @param classes the number of outputs it was made for
  public record Network(
      String name, String description, Shape input, int classes, Builder builder) {
    /// Builds the network for its own input and classes.
    public Module create(Init init, Rng rng) {
      return builder.build(input, classes, init, rng);
    }
  }

  /// Makes a network with fresh weights for samples of shape `input`.
  @FunctionalInterface
  public interface Builder {
    Module build(Shape input, int classes, Init init, Rng rng);
  }

  private static final List<Network> ALL =
      List.of(
          new Network(
              "lenet-300-100",
              "fully connected 784-300-100-10 with ReLU, 266,610 parameters",
              Shape.of(1, 28, 28),
              10,
              (input, classes, init, rng) -> LeNet300.of(input.size(), classes, init, rng)));

  private Models() {}

  /// Every network, in the order of the table.
  public static List<Network> all() {
    return ALL;
  }

  /// The network of that name.
  ///
  /// @throws UnknownName with the nearest name
  public static Network named(String name) {
    return ALL.stream()
        .filter(network -> network.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new UnknownName("network", name, ALL.stream().map(Network::name).toList()));
  }

  /// The network of that name for its own input and classes, on the current backend.
  ///
  /// @throws UnknownName with the nearest name
  public static Module create(String name, Init init, Rng rng) {
    return named(name).create(init, rng);
  }

  /// The network of that name for samples of another shape or another number of classes.
  ///
  /// @throws UnknownName with the nearest name
  public static Module create(String name, Shape input, int classes, Init init, Rng rng) {
    return named(name).builder().build(input, classes, init, rng);
  }
}
