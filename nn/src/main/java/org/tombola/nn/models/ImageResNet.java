package org.tombola.nn.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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

/// ImageNet's residual networks of 18, 34 and 50 layers (He et al. 2016, table 1), as torchvision
/// has them: a stem that quarters the image, four stages of [BasicBlock]s or, for 50, of
/// [Bottleneck]s, a global mean and a linear layer.
///
/// Names: `resnet-18`, `resnet-34`, `resnet-50`; with `-cifar` a stem for small images, one 3×3
/// convolution of stride 1 and no pooling.
///
/// State names: `conv1`, `bn1`, `layer1.0.conv1`, ..., `layer2.0.downsample.0`, `fc`.
public record ImageResNet(ImageInput input, Sequential layers) implements Module {
  private static final Pattern NAME = Pattern.compile("resnet-(18|34|50)(-cifar)?");

  /// The network of that name, nothing if the name is not of this family.
  static Optional<Models.Network> named(String name) {
    var parts = NAME.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int depth = Integer.parseInt(parts.group(1));
    boolean small = parts.group(2) != null;
    return Optional.of(
        new Models.Network(
            name,
            "ImageNet's ResNet of %d layers%s"
                .formatted(depth, small ? ", stem for 32×32 images" : " (-cifar: small images)"),
            small ? Shape.of(3, 32, 32) : Shape.of(3, 224, 224),
            small ? 10 : 1000,
            (input, classes, init) ->
                of(ImageInput.atLeast(small ? 8 : 32, name, input), depth, small, classes, init)));
  }

  private static ImageResNet of(
      ImageInput input, int depth, boolean small, int classes, Initializer init) {
    var layers = new ArrayList<>(stem(input.channels(), small, init));
    int[] blocks = depth == 18 ? new int[] {2, 2, 2, 2} : new int[] {3, 4, 6, 3};
    int inputs = 64;
    for (int stage = 1; stage <= 4; stage++) {
      Names names = Names.ROOT.child("layer" + stage);
      int width = 32 << stage;
      for (int block = 0; block < blocks[stage - 1]; block++) {
        int stride = stage > 1 && block == 0 ? 2 : 1;
        Names here = names.child(Integer.toString(block));
        if (depth == 50) {
          layers.add(Bottleneck.of(here, "downsample", inputs, width, stride, init));
          inputs = Bottleneck.EXPANSION * width;
        } else {
          var option = ShortcutOption.PROJECTION;
          layers.add(BasicBlock.of(here, "downsample", option, inputs, width, stride, init));
          inputs = width;
        }
      }
    }
    layers.add(new GlobalAvgPool());
    layers.add(Linear.of(Names.ROOT.child("fc"), inputs, classes, init));
    return new ImageResNet(input, new Sequential(layers));
  }

  private static List<Module> stem(int channels, boolean small, Initializer init) {
    Window window = small ? Window.of(3, 1, 1) : Window.of(7, 2, 3);
    Conv2d conv1 = Conv2d.withoutBias(Names.ROOT.child("conv1"), channels, 64, window, init);
    var bn1 = new BatchNormRelu(BatchNorm2d.of(Names.ROOT.child("bn1"), 64, init));
    return small ? List.of(conv1, bn1) : List.of(conv1, bn1, new MaxPool2d(3, 2, 1));
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
