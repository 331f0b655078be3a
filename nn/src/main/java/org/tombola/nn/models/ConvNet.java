package org.tombola.nn.models;

import java.util.ArrayList;
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
import org.tombola.nn.layers.Dropout;
import org.tombola.nn.layers.Flatten;
import org.tombola.nn.layers.Linear;
import org.tombola.nn.layers.MaxPool2d;
import org.tombola.nn.layers.Relu;
import org.tombola.nn.layers.Sequential;

/// Conv-2, Conv-4 and Conv-6: pairs of 3×3 convolutions with 64, 128 and 256 channels, ReLU after
/// each, 2×2 max pooling after each pair, then linear layers of 256, 256 and the classes (Frankle
/// and Carbin 2019, figure 2). No normalisation.
///
/// For 32×32 images the weights are 4,300,992, 2,425,024 and 2,261,184. The paper's table gives
/// 4.3M, 2.4M and 1.7M; its layers for Conv-6 add up to the third number here.
///
/// Names: `conv-2`, `conv-4`, `conv-6`, and `conv-2-dropout` and so on with [Dropout] of one half
/// after the hidden linear layers' ReLUs (the paper's section 4.4 gives the rate and not the place;
/// these are where nine tenths of Conv-2's weights are). State names: `conv1`, `conv2`, ..., `fc1`,
/// `fc2`, `fc3`.
public record ConvNet(ImageInput input, Sequential layers) implements Module {
  private static final String DROPOUT = "-dropout";

  private static final float RATE = 0.5f;

  /// The network of that name, nothing if the name is not of this family.
  static Optional<Models.Network> named(String name) {
    boolean dropout = name.endsWith(DROPOUT);
    int convolutions =
        switch (dropout ? name.substring(0, name.length() - DROPOUT.length()) : name) {
          case "conv-2" -> 2;
          case "conv-4" -> 4;
          case "conv-6" -> 6;
          default -> 0;
        };
    if (convolutions == 0) {
      return Optional.empty();
    }
    int pairs = convolutions / 2;
    return Optional.of(
        new Models.Network(
            name,
            convolutions
                + " convolutions and 3 linear layers, without normalisation"
                + (dropout ? ", with dropout" : ""),
            Shape.of(3, 32, 32),
            10,
            (input, classes, init) ->
                of(ImageInput.exactly(1 << pairs, name, input), pairs, dropout, classes, init)));
  }

  private static ConvNet of(
      ImageInput input, int pairs, boolean dropout, int classes, Initializer init) {
    Names root = Names.ROOT;
    var layers = new ArrayList<Module>();
    int inputs = input.channels();
    for (int conv = 1; conv <= 2 * pairs; conv++) {
      int outputs = 64 << ((conv - 1) / 2);
      layers.add(Conv2d.of(root.child("conv" + conv), inputs, outputs, Window.of(3, 1, 1), init));
      layers.add(new Relu(root.child("conv" + conv)));
      if (conv % 2 == 0) {
        layers.add(MaxPool2d.of(2));
      }
      inputs = outputs;
    }
    int features = inputs * (input.height() >> pairs) * (input.width() >> pairs);
    layers.add(new Flatten());
    layers.add(Linear.of(root.child("fc1"), features, 256, init));
    layers.add(new Relu(root.child("fc1")));
    if (dropout) {
      layers.add(new Dropout(root.child("fc1"), RATE));
    }
    layers.add(Linear.of(root.child("fc2"), 256, 256, init));
    layers.add(new Relu(root.child("fc2")));
    if (dropout) {
      layers.add(new Dropout(root.child("fc2"), RATE));
    }
    layers.add(Linear.of(root.child("fc3"), 256, classes, init));
    return new ConvNet(input, new Sequential(layers));
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
