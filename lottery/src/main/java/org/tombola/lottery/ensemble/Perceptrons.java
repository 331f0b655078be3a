package org.tombola.lottery.ensemble;

import java.util.stream.Stream;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.nn.Parameter;
import org.tombola.nn.Phase;
import org.tombola.nn.Role;

/// T networks `z = v · relu(W x + b) + c` of two inputs, H hidden units and one output, as one
/// computation (the networks of Frankle and Carbin's first version of 2018, section 2).
///
/// @param hidden W, (2, H, T)
/// @param bias b, (H, T)
/// @param output v, (H, T)
/// @param shift c, (T)
record Perceptrons(Parameter hidden, Parameter bias, Parameter output, Parameter shift)
    implements Ensemble {
  static final String HIDDEN = "hidden.weight";
  static final String OUTPUT = "output.weight";

  private static final int INPUTS = 2;

  /// Weights from N(0, 1) and biases of zero.
  static Perceptrons of(EnsembleSize size, Rng rng) {
    int units = size.units();
    int networks = size.networks();
    return new Perceptrons(
        Ensemble.normal(HIDDEN, Shape.of(INPUTS, units, networks), 1, rng),
        new Parameter("hidden.bias", Role.BIAS, Shape.of(units, networks)),
        Ensemble.normal(OUTPUT, Shape.of(units, networks), 1, rng),
        new Parameter("output.bias", Role.BIAS, Shape.of(networks)));
  }

  @Override
  public EnsembleSize size() {
    return new EnsembleSize(Family.XOR, bias.shape().dim(0), bias.shape().dim(1));
  }

  /// Logits of every network at every point: `x` is (N, 2) plain, the result (N, T) plain.
  @Override
  public Tensor forward(Tensor x, Phase phase) {
    Shape units = bias.shape();
    int points = x.shape().dim(0);
    return x.matmul(hidden.tensor().reshape(Shape.of(INPUTS, units.size()))) // (N, H·T)
        .reshape(Shape.of(points, units.dim(0), units.dim(1)))
        .plus(bias.tensor())
        .relu()
        .times(output.tensor())
        .sum(1) // (N, T)
        .plus(shift.tensor());
  }

  @Override
  public Stream<Parameter> parameters() {
    return Stream.of(hidden, bias, output, shift);
  }
}
