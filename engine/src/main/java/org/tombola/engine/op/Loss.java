package org.tombola.engine.op;

import java.util.List;
import org.tombola.engine.EngineException;
import org.tombola.engine.Gradients;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// Losses whose value and gradient are best computed together. Losses that compose well are methods
/// of [Tensor].
public sealed interface Loss extends Op {
  /// `loss[n] = log Σ_c exp(logits[n,c]) − logits[n, label[n]]`. logits is (N, C), loss is (N).
  ///
  /// @param dlogits filled by forward with `softmax(logits) − onehot(labels)`, (N, C)
  record SoftmaxCrossEntropy(Tensor logits, Ints labels, Tensor dlogits) implements Loss {
    public static SoftmaxCrossEntropy of(Tensor logits, int[] labels) {
      Shape shape = logits.shape();
      if (logits.kind() != Kind.BATCHED || shape.rank() != 2) {
        throw new EngineException("softmaxCrossEntropy: needs batched (N,C), not " + logits);
      }
      if (labels.length != shape.dim(0)) {
        throw new EngineException(
            "softmaxCrossEntropy: " + labels.length + " labels for logits " + shape);
      }
      for (int n = 0; n < labels.length; n++) {
        if (labels[n] < 0 || labels[n] >= shape.dim(1)) {
          throw new EngineException(
              "softmaxCrossEntropy: label "
                  + labels[n]
                  + " of sample "
                  + n
                  + " is not a class of "
                  + "logits "
                  + shape);
        }
      }
      return new SoftmaxCrossEntropy(
          logits, Ints.of(labels), Tensor.empty(logits.backend(), Kind.BATCHED, shape));
    }

    @Override
    public List<Tensor> inputs() {
      return List.of(logits);
    }

    @Override
    public Shape shape() {
      return Shape.of(logits.shape().dim(0));
    }

    @Override
    public Kind kind() {
      return Kind.BATCHED;
    }

    @Override
    public void forward(Backend on, Storage out) {
      on.softmaxCrossEntropy(logits.storage(), labels.array(), out, dlogits.storage());
    }

    @Override
    public void backward(Tensor loss, Tensor dloss, Gradients into) {
      into.add(logits, () -> dlogits.times(dloss)); // (N,C) · (N)  -- (N,C)
    }
  }
}
