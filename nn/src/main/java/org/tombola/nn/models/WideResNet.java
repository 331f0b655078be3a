package org.tombola.nn.models;

import java.util.ArrayList;
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
import org.tombola.nn.layers.BatchNorm2d;
import org.tombola.nn.layers.BatchNormRelu;
import org.tombola.nn.layers.Conv2d;
import org.tombola.nn.layers.GlobalAvgPool;
import org.tombola.nn.layers.Linear;
import org.tombola.nn.layers.Sequential;

/// Wide residual networks (Zagoruyko and Komodakis 2016, table 1), without dropout: a 3×3
/// convolution to 16 channels, three stages of n [WideBlock]s with 16·K, 32·K and 64·K channels, a
/// last normalisation, a global mean and a linear layer.
///
/// Names: `wrn-D-K` for D = 6n+4 layers from 10 to 100 and K from 1 to 32, like `wrn-22-2`.
///
/// State names, of the PyTorch code in common use: `conv1`, `block1.layer.0.bn1`,
/// `block1.layer.0.conv1`, ..., `block1.layer.0.convShortcut`, `bn1`, `fc`.
public record WideResNet(ImageInput input, Sequential layers) implements Module {
  private static final int DEEPEST = 100;
  private static final int WIDEST = 32;
  private static final Pattern NAME = Pattern.compile("wrn-([1-9]\\d{0,8})-([1-9]\\d{0,8})");

  /// The network of that name, nothing if the name is not of this family.
  ///
  /// @throws BadSetting if it is, with a depth or width there is not
  static Optional<Models.Network> named(String name) {
    var parts = NAME.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int depth = Integer.parseInt(parts.group(1));
    int width = Integer.parseInt(parts.group(2));
    String of = " of network '" + name + "'";
    int nearest = Math.clamp((depth - 1) / 6 * 6L + 4, 10, DEEPEST);
    BadSetting.unless(
        depth == nearest,
        "the depth" + of,
        depth,
        "6n+4 from 10 to %d; the nearest is %d".formatted(DEEPEST, nearest));
    BadSetting.unless(width <= WIDEST, "the width factor" + of, width, "1 to " + WIDEST);
    return Optional.of(
        new Models.Network(
            name,
            "Wide ResNet (wrn-D-K: D = 6n+4 layers, 10 to 100; K times the channels)",
            Shape.of(3, 32, 32),
            10,
            (input, classes, init) ->
                of(ImageInput.atLeast(4, name, input), (depth - 4) / 6, width, classes, init)));
  }

  /// @param blocks a stage
  private static WideResNet of(
      ImageInput input, int blocks, int width, int classes, Initializer init) {
    Names root = Names.ROOT;
    var layers = new ArrayList<Module>();
    layers.add(
        Conv2d.withoutBias(root.child("conv1"), input.channels(), 16, Window.of(3, 1, 1), init));
    int inputs = 16;
    for (int stage = 1; stage <= 3; stage++) {
      Names names = root.child("block" + stage).child("layer");
      int outputs = (8 << stage) * width;
      for (int block = 0; block < blocks; block++) {
        int stride = stage > 1 && block == 0 ? 2 : 1;
        Names here = names.child(Integer.toString(block));
        layers.add(WideBlock.of(here, inputs, outputs, stride, init));
        inputs = outputs;
      }
    }
    layers.add(new BatchNormRelu(BatchNorm2d.of(root.child("bn1"), inputs, init)));
    layers.add(new GlobalAvgPool());
    layers.add(Linear.of(root.child("fc"), inputs, classes, init));
    return new WideResNet(input, new Sequential(layers));
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
