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
import org.tombola.nn.layers.BatchNorm2d;
import org.tombola.nn.layers.BatchNormRelu;
import org.tombola.nn.layers.Conv2d;
import org.tombola.nn.layers.GlobalAvgPool;
import org.tombola.nn.layers.Linear;
import org.tombola.nn.layers.MaxPool2d;
import org.tombola.nn.layers.Sequential;

/// VGG for small images: five groups of 3×3 convolutions to 64, 128, 256, 512 and 512 channels
/// (Simonyan and Zisserman 2015, table 1), each followed by batch normalisation and ReLU, 2×2 max
/// pooling between the groups; then, in place of the three wide linear layers, a mean over what is
/// left of the image and one linear layer, as in the lottery-ticket papers.
///
/// Names: `vgg-11`, `vgg-13`, `vgg-16`, `vgg-19`.
///
/// State names follow torchvision's `vgg16_bn`: `features.0` is the first convolution, `features.1`
/// its normalisation, ReLU and pooling are counted; the linear layer is `classifier`.
public record Vgg(ImageInput input, Sequential features, Linear classifier) implements Module {
  /// The network of that name, nothing if the name is not of this family.
  static Optional<Models.Network> named(String name) {
    int[] groups =
        switch (name) {
          case "vgg-11" -> new int[] {1, 1, 2, 2, 2};
          case "vgg-13" -> new int[] {2, 2, 2, 2, 2};
          case "vgg-16" -> new int[] {2, 2, 3, 3, 3};
          case "vgg-19" -> new int[] {2, 2, 4, 4, 4};
          default -> new int[0];
        };
    if (groups.length == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Models.Network(
            name,
            "VGG of " + name.substring(4) + " layers with batch normalisation, for 32×32 images",
            Shape.of(3, 32, 32),
            10,
            (input, classes, init) ->
                of(ImageInput.atLeast(16, name, input), groups, classes, init)));
  }

  /// @param groups convolutions a group
  private static Vgg of(ImageInput input, int[] groups, int classes, Initializer init) {
    Names features = Names.ROOT.child("features");
    var layers = new ArrayList<Module>();
    int index = 0; // as torchvision counts, ReLUs and pooling among them
    int inputs = input.channels();
    for (int group = 0; group < groups.length; group++) {
      if (group > 0) {
        layers.add(MaxPool2d.of(2));
        index++;
      }
      int outputs = Math.min(64 << group, 512);
      for (int conv = 0; conv < groups[group]; conv++) {
        Names first = features.child(Integer.toString(index));
        layers.add(Conv2d.withoutBias(first, inputs, outputs, Window.of(3, 1, 1), init));
        Names second = features.child(Integer.toString(index + 1));
        layers.add(new BatchNormRelu(BatchNorm2d.of(second, outputs, init)));
        index += 3;
        inputs = outputs;
      }
    }
    layers.add(new GlobalAvgPool());
    return new Vgg(
        input,
        new Sequential(layers),
        Linear.of(Names.ROOT.child("classifier"), inputs, classes, init));
  }

  @Override
  public Tensor forward(Tensor x, Phase phase) {
    return classifier.forward(features.forward(input.check(x), phase), phase);
  }

  @Override
  public Stream<Module> children() {
    return Stream.of(features, classifier);
  }
}
