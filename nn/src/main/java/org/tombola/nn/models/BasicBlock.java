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

/// Two 3×3 convolutions and a shortcut around them: `relu(bn2(conv2(relu(bn1(conv1(x))))) +
/// shortcut(x))` (He et al. 2016, figure 2). The first convolution takes the stride.
public record BasicBlock(
    Conv2d conv1, BatchNorm2d bn1, Conv2d conv2, BatchNorm2d bn2, Module shortcut)
    implements Module {
  /// @param shortcut its name within the block
  static BasicBlock of(
      Names names,
      String shortcut,
      ShortcutOption option,
      int inputs,
      int outputs,
      int stride,
      Initializer init) {
    Window first = Window.of(3, stride, 1);
    Window second = Window.of(3, 1, 1);
    return new BasicBlock(
        Conv2d.withoutBias(names.child("conv1"), inputs, outputs, first, init),
        BatchNorm2d.of(names.child("bn1"), outputs, init),
        Conv2d.withoutBias(names.child("conv2"), outputs, outputs, second, init),
        BatchNorm2d.of(names.child("bn2"), outputs, init),
        option.of(names.child(shortcut), inputs, outputs, stride, init));
  }

  @Override
  public Tensor forward(Tensor x, Phase phase) {
    Tensor inner = bn1.relu(conv1.forward(x, phase), phase);
    return bn2.relu(conv2.forward(inner, phase), shortcut.forward(x, phase), phase);
  }

  @Override
  public Stream<Module> children() {
    return Stream.of(conv1, bn1, conv2, bn2, shortcut);
  }

  @Override
  public List<List<Module>> branches() {
    return List.of(List.of(conv1, bn1, conv2, bn2), List.of(shortcut));
  }
}
