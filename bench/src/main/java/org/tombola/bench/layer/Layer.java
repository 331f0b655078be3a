package org.tombola.bench.layer;

import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Storage;

/// The shape of a layer with weights, and what a backend is asked for it.
///
/// Written as a word that a command line does not mind, by `toString`, and read from it by
/// [#parse].
public sealed interface Layer permits LinearLayer, ConvLayer {
  /// Of a batch of inputs; axis 0 is the batch.
  Shape input();

  /// Of the weights, as PyTorch has them: outputs first.
  Shape weight();

  /// Of a batch of outputs.
  Shape output();

  /// Floating-point operations of the definition, in each direction; a multiply-add counts two, and
  /// taps in the padding count.
  double flops();

  /// `y` of `x` and `w`.
  void forward(Backend on, Storage x, Storage w, Storage y);

  /// `dx` of `dy` and `w`.
  void inputGradient(Backend on, Storage dy, Storage w, Storage dx);

  /// `dw` of `dy` and `x`; `w` has the pattern.
  void weightGradient(Backend on, Storage dy, Storage x, Storage w, Storage dw);

  /// Bytes of inputs, weights and outputs together: what each direction must move at least.
  default double bytes() {
    return 4.0 * (input().size() + weight().size() + output().size());
  }

  /// The layer that is written like this.
  ///
  /// @throws IllegalArgumentException if none is
  static Layer parse(String word) {
    return word.startsWith("conv-") ? ConvLayer.parse(word) : LinearLayer.parse(word);
  }
}
