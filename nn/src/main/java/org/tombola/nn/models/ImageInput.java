package org.tombola.nn.models;

import org.tombola.engine.EngineException;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.nn.BadSetting;

/// The images a network takes, so that a wrong one is refused with the network's name and not by
/// some layer in its middle.
///
/// @param exact whether height and width are the only ones, or the least
public record ImageInput(String network, int channels, int height, int width, boolean exact) {
  /// Images with the channels of `sample` and both sides at least `least`: what ends in a global
  /// mean takes any size that its strides leave something of.
  ///
  /// @throws BadSetting if `sample` is no such image
  static ImageInput atLeast(int least, String network, Shape sample) {
    requireImage(least, network, sample);
    return new ImageInput(network, sample.dim(0), least, least, false);
  }

  /// Images like `sample`, whose sides are at least `least`: the size of a linear layer was
  /// computed from it.
  ///
  /// @throws BadSetting if `sample` is no such image
  static ImageInput exactly(int least, String network, Shape sample) {
    requireImage(least, network, sample);
    return new ImageInput(network, sample.dim(0), sample.dim(1), sample.dim(2), true);
  }

  private static void requireImage(int least, String network, Shape sample) {
    BadSetting.unless(
        sample.rank() == 3 && Math.min(sample.dim(1), sample.dim(2)) >= least,
        "the input of network '" + network + "'",
        sample,
        "channels × height × width, with sides of at least " + least);
  }

  /// The batch itself.
  ///
  /// @throws EngineException unless it is (N, channels, H, W) with sides that fit
  Tensor check(Tensor x) {
    Shape shape = x.shape();
    boolean fits =
        shape.rank() == 4
            && shape.dim(1) == channels
            && (exact
                ? shape.dim(2) == height && shape.dim(3) == width
                : shape.dim(2) >= height && shape.dim(3) >= width);
    if (!fits) {
      throw new EngineException(
          "network '%s' takes batches of %d×%d×%d images%s, not %s"
              .formatted(network, channels, height, width, exact ? "" : " or larger ones", shape));
    }
    return x;
  }
}
