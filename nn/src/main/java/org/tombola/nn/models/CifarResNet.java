package org.tombola.nn.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

/// The residual networks of 6n+2 layers for small images (He et al. 2016, section 4.2): a 3×3
/// convolution, three stages of n [BasicBlock]s with 16, 32 and 64 channels, the second and third
/// halving the image, a global mean and a linear layer.
///
/// Names: `resnet-N` for N = 6n+2 from 8 to 866, then `-a` for shortcut option A (the paper's;
/// without it B, as in the lottery-ticket papers), then `-wK` for K times the channels:
/// `resnet-20`, `resnet-20-a`, `resnet-14-w4`. As 50 is 6·8+2 too and `resnet-50` means ImageNet's,
/// every name may be preceded by `cifar-`, and `cifar-resnet-50` must be. `plain-N`, `plain-20-w2`:
/// the same without shortcuts, which the paper compares them with.
///
/// State names: `conv1`, `bn1`, `layer1.0.conv1`, `layer1.0.bn1`, ..., `layer2.0.shortcut.0`,
/// `layer2.0.shortcut.1`, `linear`.
public record CifarResNet(ImageInput input, Sequential layers) implements Module {
  /// The deepest network of the papers.
  private static final int DEEPEST = 866;

  private static final int WIDEST = 32;

  private static final Pattern NAME =
      Pattern.compile(
          "(?:plain|(?<cifar>cifar-)?resnet)-(?<depth>[1-9]\\d{0,8})(?<padded>-a)?"
              + "(?:-w(?<width>[1-9]\\d{0,8}))?");

  /// The network of that name, nothing if the name is not of this family.
  ///
  /// @throws BadSetting if it is, with a depth or width there is not
  static Optional<Models.Network> named(String name) {
    var parts = NAME.matcher(name);
    boolean plain = name.startsWith("plain");
    if (!parts.matches() || (plain && parts.group("padded") != null)) {
      return Optional.empty();
    }
    int depth = Integer.parseInt(parts.group("depth"));
    int width = parts.group("width") == null ? 1 : Integer.parseInt(parts.group("width"));
    var padded =
        parts.group("padded") == null ? ShortcutOption.PROJECTION : ShortcutOption.ZERO_PAD;
    var option = plain ? null : padded;
    String of = " of network '" + name + "'";
    int nearest = Math.clamp((depth + 1) / 6 * 6L + 2, 8, DEEPEST);
    BadSetting.unless(
        depth == nearest,
        "the depth" + of,
        depth,
        "6n+2 from 8 to %d; the nearest is %d".formatted(DEEPEST, nearest));
    BadSetting.unless(
        depth != 50 || plain || parts.group("cifar") != null,
        "the depth" + of,
        depth,
        "another, for resnet-50 is ImageNet's; this one is 'cifar-%s'".formatted(name));
    BadSetting.unless(width <= WIDEST, "the width factor" + of, width, "1 to " + WIDEST);
    return Optional.of(
        new Models.Network(
            name,
            plain
                ? "CIFAR ResNet without shortcuts (plain-N: N = 6n+2, 8 to 866; -wK: K times the"
                    + " channels)"
                : "CIFAR ResNet (resnet-N: N = 6n+2, 8 to 866; -a: zero-padded shortcuts; -wK: K"
                    + " times the channels; cifar-resnet-50: not ImageNet's)",
            Shape.of(3, 32, 32),
            10,
            (input, classes, init) ->
                of(
                    ImageInput.atLeast(4, name, input),
                    (depth - 2) / 6,
                    16 * width,
                    option,
                    classes,
                    init)));
  }

  /// @param blocks a stage
  /// @param width channels of the first stage
  /// @param option null without shortcuts
  private static CifarResNet of(
      ImageInput input,
      int blocks,
      int width,
      @Nullable ShortcutOption option,
      int classes,
      Initializer init) {
    Names root = Names.ROOT;
    var layers = new ArrayList<Module>();
    convolution(layers, root, "1", input.channels(), width, 1, init);
    int inputs = width;
    for (int stage = 1; stage <= 3; stage++) {
      Names names = root.child("layer" + stage);
      int outputs = width << (stage - 1);
      for (int block = 0; block < blocks; block++) {
        int stride = stage > 1 && block == 0 ? 2 : 1;
        Names here = names.child(Integer.toString(block));
        if (option == null) {
          convolution(layers, here, "1", inputs, outputs, stride, init);
          convolution(layers, here, "2", outputs, outputs, 1, init);
        } else {
          layers.add(BasicBlock.of(here, "shortcut", option, inputs, outputs, stride, init));
        }
        inputs = outputs;
      }
    }
    layers.add(new GlobalAvgPool());
    layers.add(Linear.of(root.child("linear"), inputs, classes, init));
    return new CifarResNet(input, new Sequential(layers));
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
