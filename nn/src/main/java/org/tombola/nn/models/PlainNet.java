package org.tombola.nn.models;

import java.util.ArrayList;
import java.util.List;
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

/// A [CifarResNet] without shortcuts: the "plain" network that residual ones are compared with (He
/// et al. 2016, section 4.2). It has the parameters of option A.
///
/// Names: `plain-N` for N = 6n+2 from 8 to 110, then `-wK` for K times the channels: `plain-20`.
///
/// State names: those of a residual network but for the shortcuts.
public record PlainNet(ImageInput input, Sequential layers) implements Module {
  private static final int DEEPEST = 110;
  private static final int WIDEST = 32;

  private static final Pattern NAME =
      Pattern.compile("plain-([1-9]\\d{0,8})(?:-w([1-9]\\d{0,8}))?");

  /// The network of that name, nothing if the name is not of this family.
  ///
  /// @throws BadSetting if it is, with a depth or width there is not
  static Optional<Models.Network> named(String name) {
    var parts = NAME.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int depth = Integer.parseInt(parts.group(1));
    int width = parts.group(2) == null ? 1 : Integer.parseInt(parts.group(2));
    String of = " of network '" + name + "'";
    int nearest = Math.clamp((depth + 1) / 6 * 6L + 2, 8, DEEPEST);
    BadSetting.unless(
        depth == nearest,
        "the depth" + of,
        depth,
        "6n+2 from 8 to %d; the nearest is %d".formatted(DEEPEST, nearest));
    BadSetting.unless(width <= WIDEST, "the width factor" + of, width, "1 to " + WIDEST);
    return Optional.of(
        new Models.Network(
            name,
            "CIFAR ResNet without shortcuts (plain-N: N = 6n+2, 8 to 110; -wK: K times the"
                + " channels)",
            Shape.of(3, 32, 32),
            10,
            (input, classes, init) ->
                of(
                    ImageInput.atLeast(4, name, input),
                    (depth - 2) / 6,
                    16 * width,
                    classes,
                    init)));
  }

  /// @param blocks a stage
  /// @param width channels of the first stage
  private static PlainNet of(
      ImageInput input, int blocks, int width, int classes, Initializer init) {
    Names root = Names.ROOT;
    var layers = new ArrayList<Module>();
    convolution(layers, root, "1", input.channels(), width, 1, init);
    int inputs = width;
    for (int stage = 1; stage <= 3; stage++) {
      int outputs = width << (stage - 1);
      for (int block = 0; block < blocks; block++) {
        Names here = root.child("layer" + stage).child(Integer.toString(block));
        int stride = stage > 1 && block == 0 ? 2 : 1;
        convolution(layers, here, "1", inputs, outputs, stride, init);
        convolution(layers, here, "2", outputs, outputs, 1, init);
        inputs = outputs;
      }
    }
    layers.add(new GlobalAvgPool());
    layers.add(Linear.of(root.child("linear"), inputs, classes, init));
    return new PlainNet(input, new Sequential(layers));
  }

  private static void convolution(
      List<Module> layers,
      Names names,
      String number,
      int inputs,
      int outputs,
      int stride,
      Initializer init) {
    Window window = Window.of(3, stride, 1);
    layers.add(Conv2d.withoutBias(names.child("conv" + number), inputs, outputs, window, init));
    layers.add(new BatchNormRelu(BatchNorm2d.of(names.child("bn" + number), outputs, init)));
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
