package org.tombola.nn.models;

import java.util.List;
import java.util.stream.Stream;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Window;
import org.tombola.nn.Initializer;
import org.tombola.nn.Module;
import org.tombola.nn.Names;
import org.tombola.nn.Phase;
import org.tombola.nn.layers.BatchNorm2d;
import org.tombola.nn.layers.Conv2d;

/// A 1×1 convolution to few channels, a 3×3 one among them, a 1×1 one to four times as many, and a
/// shortcut around the three (He et al. 2016, figure 5). The 3×3 convolution takes the stride, as
/// in torchvision; in the paper the first does.
public record Bottleneck(
    Conv2d conv1,
    BatchNorm2d bn1,
    Conv2d conv2,
    BatchNorm2d bn2,
    Conv2d conv3,
    BatchNorm2d bn3,
    Module shortcut)
    implements Module {
  /// Outputs over the channels in the middle.
  static final int EXPANSION = 4;

  /// @param shortcut its name within the block
  /// @param middle channels of the 3×3 convolution
  static Bottleneck of(
      Names names, String shortcut, int inputs, int middle, int stride, Initializer init) {
    Window pixel = Window.of(1, 1, 0);
    int outputs = EXPANSION * middle;
    return new Bottleneck(
        Conv2d.withoutBias(names.child("conv1"), inputs, middle, pixel, init),
        BatchNorm2d.of(names.child("bn1"), middle, init),
        Conv2d.withoutBias(names.child("conv2"), middle, middle, Window.of(3, stride, 1), init),
        BatchNorm2d.of(names.child("bn2"), middle, init),
        Conv2d.withoutBias(names.child("conv3"), middle, outputs, pixel, init),
        BatchNorm2d.of(names.child("bn3"), outputs, init),
        ShortcutOption.PROJECTION.of(names.child(shortcut), inputs, outputs, stride, init));
  }

  @Override
  public Tensor forward(Tensor x, Phase phase) {
    Tensor narrow = bn1.relu(conv1.forward(x, phase), phase);
    Tensor middle = bn2.relu(conv2.forward(narrow, phase), phase);
    return bn3.relu(conv3.forward(middle, phase), shortcut.forward(x, phase), phase);
  }

  @Override
  public Stream<Module> children() {
    return Stream.of(conv1, bn1, conv2, bn2, conv3, bn3, shortcut);
  }

  @Override
  public List<List<Module>> branches() {
    return List.of(List.of(conv1, bn1, conv2, bn2, conv3, bn3), List.of(shortcut));
  }
}
