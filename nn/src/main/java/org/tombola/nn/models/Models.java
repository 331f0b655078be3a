package org.tombola.nn.models;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.UnknownName;
import org.tombola.nn.BadSetting;
import org.tombola.nn.Init;
import org.tombola.nn.Initializer;
import org.tombola.nn.Module;

/// The networks that have a name. Each family reads its own names, `resnet-20-w2` with depth and
/// width in it; there are more of them than a list could hold.
///
/// To add one: its file beside this, a line in [#FAMILIES] and an example in [#EXAMPLES].
public final class Models {
  /// A named network and how to build it.
  ///
  /// @param description one line, with the family's other names
  /// @param input the shape of one sample the network was made for
  /// @param classes the number of outputs it was made for
  public record Network(
      String name, String description, Shape input, int classes, Builder builder) {
    /// Builds the network for its own input and classes, on the current backend.
    public Module create(Initializer init) {
      return builder.build(input, classes, init);
    }

    /// The same with batch normalisations as PyTorch starts them.
    public Module create(Init init, Rng rng) {
      return create(Initializer.of(init, rng));
    }
  }

  /// Makes a network with fresh weights for samples of shape `input`.
  @FunctionalInterface
  public interface Builder {
    /// The network, on the current backend.
    ///
    /// @throws BadSetting if the network cannot take such samples, or `classes` is below 1
    Module build(Shape input, int classes, Initializer init);
  }

  /// Each gives the network of a name, or nothing if the name is another family's.
  private static final List<Function<String, Optional<Network>>> FAMILIES =
      List.of(
          LeNet300::named,
          LeNet5::named,
          ConvNet::named,
          WideConv::named,
          Vgg::named,
          ImageResNet::named,
          CifarResNet::named,
          WideResNet::named);

  private static final List<String> EXAMPLES =
      List.of(
          "lenet-300-100",
          "lenet-5",
          "lenet-5-unpadded",
          "conv-2",
          "conv-4",
          "conv-6",
          "conv-2-dropout",
          "wide-conv-120",
          "vgg-11",
          "vgg-13",
          "vgg-16",
          "vgg-19",
          "resnet-20",
          "plain-20",
          "resnet-18",
          "resnet-34",
          "resnet-50",
          "resnet-18-cifar",
          "wrn-22-2");

  private Models() {}

  /// Examples of every family, all members of the small ones.
  public static List<Network> all() {
    return EXAMPLES.stream().map(Models::named).toList();
  }

  /// The network of that name.
  ///
  /// @throws UnknownName with the nearest name
  /// @throws BadSetting if a family has such names but not this depth or width
  public static Network named(String name) {
    return FAMILIES.stream()
        .map(family -> family.apply(name))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new UnknownName("network", name, EXAMPLES));
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
  /// @throws BadSetting if the network cannot take such samples, or `classes` is below 1
  public static Module create(String name, Shape input, int classes, Initializer init) {
    return named(name).builder().build(input, classes, init);
  }

  /// The same with batch normalisations as PyTorch starts them.
  public static Module create(String name, Shape input, int classes, Init init, Rng rng) {
    return create(name, input, classes, Initializer.of(init, rng));
  }
}
