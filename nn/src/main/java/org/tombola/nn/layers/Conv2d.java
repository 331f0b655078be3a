package org.tombola.nn.layers;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Window;
import org.tombola.nn.BadSetting;
import org.tombola.nn.Initializer;
import org.tombola.nn.Module;
import org.tombola.nn.Names;
import org.tombola.nn.Parameter;
import org.tombola.nn.Phase;

/// Filters slid over an image: (N, inputs, H, W) to (N, outputs, P, Q), with `P = ⌊(H + 2·padding −
/// R) / stride⌋ + 1`. A cross-correlation, as in PyTorch.
///
/// @param weight (outputs, inputs, R, S), named `weight`
/// @param bias (outputs), named `bias`; null where a batch normalisation follows, whose shift takes
///   its place
public record Conv2d(Parameter weight, @Nullable Parameter bias, int stride, int padding)
    implements Module {
  /// With weights drawn by `init` and a bias of zeros.
  ///
  /// @throws BadSetting if a number of channels is below 1
  public static Conv2d of(Names names, int inputs, int outputs, Window window, Initializer init) {
    Conv2d bare = withoutBias(names, inputs, outputs, window, init);
    return new Conv2d(bare.weight, init.bias(names, outputs), bare.stride, bare.padding);
  }

  /// With weights drawn by `init` and no bias.
  ///
  /// @throws BadSetting if a number of channels is below 1
  public static Conv2d withoutBias(
      Names names, int inputs, int outputs, Window window, Initializer init) {
    BadSetting.unless(inputs > 0, names.of("inputs"), inputs, "at least 1");
    BadSetting.unless(outputs > 0, names.of("outputs"), outputs, "at least 1");
    Shape shape = Shape.of(outputs, inputs, window.height(), window.width());
    return new Conv2d(init.weight(names, shape), null, window.stride(), window.padding());
  }

  @Override
  public Tensor forward(Tensor x, Phase phase) {
    return x.conv2d(weight.tensor(), bias == null ? null : bias.tensor(), stride, padding);
  }

  @Override
  public Stream<Parameter> parameters() {
    return bias == null ? Stream.of(weight) : Stream.of(weight, bias);
  }
}
