package org.tombola.engine.op;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.Gradients;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Binary;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Unary;

/// One number from one number, or from two that align.
public sealed interface Elementwise extends Op {
  /// `y = f(x)`.
  record Map(Unary f, Tensor x) implements Elementwise {
    @Override
    public List<Tensor> inputs() {
      return List.of(x);
    }

    @Override
    public Shape shape() {
      return x.shape();
    }

    @Override
    public Kind kind() {
      return x.kind();
    }

    @Override
    public void forward(Backend on, Storage out) {
      on.map(f, x.storage(), out);
    }

    @Override
    public void backward(Tensor y, Tensor dy, Gradients into) {
      into.add(x, () -> derivative(y, dy));
    }

    /// `dx` from `y` and `dy`.
    private @Nullable Tensor derivative(Tensor y, Tensor dy) {
      return switch (f) {
        case NEG -> dy.neg();
        case EXP -> dy.times(y);
        case LOG -> dy.div(x);
        case SQRT -> dy.div(y).times(0.5f);
        case ABS -> dy.times(x.sign());
        case SQUARE -> dy.times(x).times(2f);
        case RECIPROCAL -> dy.times(y).times(y).neg();
        case RELU -> dy.gate(y);
        case SIGMOID -> dy.times(y).times(y.neg().plus(1f));
        case SOFTPLUS -> dy.times(x.sigmoid());
        case SIGN -> null;
      };
    }

    @Override
    public String name() {
      return f.name();
    }
  }

  /// `y = f(a, b)`, both repeated to `together`.
  record Zip(Binary f, Tensor a, Tensor b, Alignment together) implements Elementwise {
    @Override
    public List<Tensor> inputs() {
      return List.of(a, b);
    }

    @Override
    public Shape shape() {
      return together.shape();
    }

    @Override
    public Kind kind() {
      return together.kind();
    }

    @Override
    public void forward(Backend on, Storage out) {
      on.zip(f, a.storage(), b.storage(), out);
    }

    @Override
    public void backward(Tensor y, Tensor dy, Gradients into) {
      into.add(a, () -> summed(left(dy), a));
      into.add(b, () -> summed(right(y, dy), b));
    }

    /// `∂y/∂a · dy`, before summing over what was repeated.
    private @Nullable Tensor left(Tensor dy) {
      return switch (f) {
        case ADD, SUB -> dy;
        case MUL -> dy.times(b);
        case DIV -> dy.div(b);
        case MAX -> larger(dy, a, b);
        case GATE -> dy.gate(b);
        case EQUAL -> null;
      };
    }

    /// `∂y/∂b · dy`, before summing over what was repeated.
    private @Nullable Tensor right(Tensor y, Tensor dy) {
      return switch (f) {
        case ADD -> dy;
        case SUB -> dy.neg();
        case MUL -> dy.times(a);
        case DIV -> dy.times(y).div(b).neg();
        case MAX -> larger(dy, b, a);
        case GATE, EQUAL -> null;
      };
    }

    /// `dy` where `x > other`, half of it at a tie.
    private static Tensor larger(Tensor dy, Tensor x, Tensor other) {
      return dy.gate(x.minus(other)).plus(dy.times(x.equalTo(other)).times(0.5f));
    }

    private static @Nullable Tensor summed(@Nullable Tensor gradient, Tensor operand) {
      return gradient == null ? null : gradient.sumTo(operand);
    }

    @Override
    public String name() {
      return f.name();
    }
  }
}
