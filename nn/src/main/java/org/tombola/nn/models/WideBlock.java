package org.tombola.nn.models;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Window;
import org.tombola.nn.Initializer;
import org.tombola.nn.Module;
import org.tombola.nn.Names;
import org.tombola.nn.Phase;
import org.tombola.nn.layers.BatchNorm2d;
import org.tombola.nn.layers.Conv2d;

/// A residual block that normalises and activates before it convolves: with `a = relu(bn1(x))`,
/// `conv2(relu(bn2(conv1(a)))) + x` (He et al. 2016b, "Identity mappings in deep residual
/// networks"). Where the channels change, `convShortcut(a)` takes the place of `x`.
public record WideBlock(
    BatchNorm2d bn1, Conv2d conv1, BatchNorm2d bn2, Conv2d conv2, @Nullable Conv2d convShortcut)
    implements Module {
  static WideBlock of(Names names, int inputs, int outputs, int stride, Initializer init) {
    Window first = Window.of(3, stride, 1);
    Window second = Window.of(3, 1, 1);
    Window pixel = Window.of(1, stride, 0);
    return new WideBlock(
        BatchNorm2d.of(names.child("bn1"), inputs, init),
        Conv2d.withoutBias(names.child("conv1"), inputs, outputs, first, init),
        BatchNorm2d.of(names.child("bn2"), outputs, init),
        Conv2d.withoutBias(names.child("conv2"), outputs, outputs, second, init),
        inputs == outputs
            ? null
            : Conv2d.withoutBias(names.child("convShortcut"), inputs, outputs, pixel, init));
  }

  @Override
  public Tensor forward(Tensor x, Phase phase) {
    Tensor active = bn1.relu(x, phase);
    Tensor inner = bn2.relu(conv1.forward(active, phase), phase);
    Tensor shortcut = convShortcut == null ? x : convShortcut.forward(active, phase);
    return conv2.forward(inner, phase).plus(shortcut);
  }

  @Override
  public Stream<Module> children() {
    Stream<Module> always = Stream.of(bn1, conv1, bn2, conv2);
    return Stream.concat(always, Stream.ofNullable(convShortcut));
  }

  /// What `bn1` gives, the shortcut reads too.
  @Override
  public List<List<Module>> branches() {
    List<Module> inner = List.of(conv1, bn2, conv2);
    return convShortcut == null
        ? List.of(List.of(bn1), inner)
        : List.of(List.of(bn1), inner, List.of(convShortcut));
  }
}
