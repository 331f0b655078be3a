package org.tombola.nn.models;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Window;
import org.tombola.nn.BadSetting;
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

/// One 3×3 convolution of so many channels, ReLU, 2×2 max pooling and a linear output: the simplest
/// network whose width can be studied (Brutzkus and Globerson 2019, on MNIST, with 120 channels and
/// with 4).
///
/// Names: `wide-conv-120`, and any other number of channels. State names: `conv1`, `fc`.
public record WideConv(ImageInput input, Sequential layers) implements Module {
  private static final Pattern NAME = Pattern.compile("wide-conv-(\\d{1,6})");
  private static final int WIDEST = 4096;

  /// The network of that name, nothing if it is another one's.
  ///
  /// @throws BadSetting if it is, with a number of channels there is not
  static Optional<Models.Network> named(String name) {
    var parts = NAME.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int channels = Integer.parseInt(parts.group(1));
    BadSetting.unless(
        channels >= 1 && channels <= WIDEST,
        "the channels of '" + name + "'",
        channels,
        "1 to " + WIDEST);
    return Optional.of(
        new Models.Network(
            name,
            "a 3×3 convolution and a linear layer (wide-conv-C: C channels)",
            Shape.of(1, 28, 28),
            10,
            (input, classes, init) ->
                of(ImageInput.exactly(2, name, input), channels, classes, init)));
  }

  private static WideConv of(ImageInput input, int channels, int classes, Initializer init) {
    Names root = Names.ROOT;
    int features = channels * (input.height() / 2) * (input.width() / 2);
    return new WideConv(
        input,
        Sequential.of(
            Conv2d.of(root.child("conv1"), input.channels(), channels, Window.of(3, 1, 1), init),
            new Relu(root.child("conv1")),
            MaxPool2d.of(2),
            new Flatten(),
            Linear.of(root.child("fc"), features, classes, init)));
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
