package org.tombola.nn.models;

import java.util.Optional;
import java.util.stream.Stream;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Window;
import org.tombola.nn.Initializer;
import org.tombola.nn.Module;
import org.tombola.nn.Names;
import org.tombola.nn.Phase;
import org.tombola.nn.layers.Conv2d;
import org.tombola.nn.layers.Flatten;
import org.tombola.nn.layers.Linear;
import org.tombola.nn.layers.MaxPool2d;
import org.tombola.nn.layers.Relu;
import org.tombola.nn.layers.Sequential;

/// LeNet-5: two 5×5 convolutions to 6 and 16 channels, each with 2×2 pooling, then linear layers of
/// 120, 84 and the classes (LeCun et al. 1998, section II.B), with today's ReLU, max pooling and
/// plain linear output. The first convolution pads by 2, so that 28×28 images keep their size; the
/// network of other codes, Evci et al. 2022 among them, does not pad.
///
/// Names: `lenet-5`, `lenet-5-unpadded`. State names: `conv1`, `conv2`, `fc1`, `fc2`, `fc3`.
public record LeNet5(ImageInput input, Sequential layers) implements Module {
  /// The network of that name, nothing if it is another one's.
  static Optional<Models.Network> named(String name) {
    return switch (name) {
      case "lenet-5" -> Optional.of(padded(name, 2, "61,706 parameters"));
      case "lenet-5-unpadded" -> Optional.of(padded(name, 0, "no padding, 44,426 parameters"));
      default -> Optional.empty();
    };
  }

  private static Models.Network padded(String name, int padding, String about) {
    return new Models.Network(
        name,
        "2 convolutions and 3 linear layers, " + about,
        Shape.of(1, 28, 28),
        10,
        (input, classes, init) ->
            of(ImageInput.exactly(16 - 2 * padding, name, input), padding, classes, init));
  }

  private static LeNet5 of(ImageInput input, int padding, int classes, Initializer init) {
    Names root = Names.ROOT;
    int features = 16 * side(input.height(), padding) * side(input.width(), padding);
    return new LeNet5(
        input,
        Sequential.of(
            Conv2d.of(root.child("conv1"), input.channels(), 6, Window.of(5, 1, padding), init),
            new Relu(root.child("conv1")),
            MaxPool2d.of(2),
            Conv2d.of(root.child("conv2"), 6, 16, Window.of(5, 1, 0), init),
            new Relu(root.child("conv2")),
            MaxPool2d.of(2),
            new Flatten(),
            Linear.of(root.child("fc1"), features, 120, init),
            new Relu(root.child("fc1")),
            Linear.of(root.child("fc2"), 120, 84, init),
            new Relu(root.child("fc2")),
            Linear.of(root.child("fc3"), 84, classes, init)));
  }

  /// What is left of a side before the linear layers: of 28 padded by 2 it is 5, without padding 4.
  private static int side(int side, int padding) {
    return ((side + 2 * padding - 4) / 2 - 4) / 2;
  }

  @Override
  public Tensor forward(Tensor x, Phase phase) {
    return layers.forward(input.check(x), phase);
  }

  @Override
  public Stream<Module> children() {
    return Stream.of(layers);
  }
}
