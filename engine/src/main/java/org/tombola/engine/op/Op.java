package org.tombola.engine.op;

import java.util.List;
import org.tombola.engine.Gradients;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// One operation applied to its inputs: data that can be run, differentiated and printed.
///
/// Each derivative is written once, here, above the backend, in operations on tensors. What
/// backward keeps is visible: an input or a saved result, both record components.
public sealed interface Op
    permits Elementwise, Reduction, Movement, Product, Convolution, Pooling, BatchNorm, Loss {
  /// The operands, never empty.
  List<Tensor> inputs();

  /// The shape of the result.
  Shape shape();

  /// The kind of the result.
  Kind kind();

  /// Computes the result into `out`, which has [#kind] and [#shape] and may hold anything.
  void forward(Backend on, Storage out);

  /// Contributes to the gradients of the inputs.
  ///
  /// @param out the result of forward
  /// @param grad `∂loss/∂out`, of the kind and shape of `out`
  void backward(Tensor out, Tensor grad, Gradients into);

  /// For messages and printing.
  default String name() {
    return getClass().getSimpleName();
  }
}
