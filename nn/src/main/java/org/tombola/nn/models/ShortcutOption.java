package org.tombola.nn.models;

import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Window;
import org.tombola.nn.Initializer;
import org.tombola.nn.Module;
import org.tombola.nn.Names;
import org.tombola.nn.Phase;
import org.tombola.nn.layers.BatchNorm2d;
import org.tombola.nn.layers.Conv2d;
import org.tombola.nn.layers.Sequential;

/// How a residual block's input reaches its output where the shape changes; where it does not, as
/// it is (He et al. 2016, section 3.3).
enum ShortcutOption {
  /// Option A: every `stride`-th pixel, and channels of zeros before and after; no parameters.
  ZERO_PAD {
    @Override
    Module changing(Names names, int inputs, int outputs, int stride, Initializer init) {
      return new ZeroPad(stride, outputs);
    }
  },
  /// Option B: a 1×1 convolution, `0`, and its batch normalisation, `1`.
  PROJECTION {
    @Override
    Module changing(Names names, int inputs, int outputs, int stride, Initializer init) {
      Window pixel = Window.of(1, stride, 0);
      return Sequential.of(
          Conv2d.withoutBias(names.child("0"), inputs, outputs, pixel, init),
          BatchNorm2d.of(names.child("1"), outputs, init));
    }
  };

  Module of(Names names, int inputs, int outputs, int stride, Initializer init) {
    return inputs == outputs && stride == 1
        ? Sequential.of()
        : changing(names, inputs, outputs, stride, init);
  }

  abstract Module changing(Names names, int inputs, int outputs, int stride, Initializer init);

  private record ZeroPad(int stride, int outputs) implements Module {
    @Override
    public Tensor forward(Tensor x, Phase phase) {
      int before = (outputs - x.shape().dim(1)) / 2;
      return x.avgPool(1, stride, 0).pad(1, before, outputs);
    }
  }
}
