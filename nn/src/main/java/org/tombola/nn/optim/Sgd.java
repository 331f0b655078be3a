package org.tombola.nn.optim;

import java.util.List;
import org.tombola.engine.Gradients;
import org.tombola.engine.spi.SgdStep;
import org.tombola.engine.spi.Storage;
import org.tombola.nn.BadSetting;
import org.tombola.nn.Module;
import org.tombola.nn.Parameter;

/// Stochastic gradient descent, with momentum (Polyak 1964; Nesterov's form as in Sutskever et al.
/// 2013) and weight decay. The formulas are PyTorch's, see [SgdStep].
public final class Sgd implements Optimizer {
  private final List<Parameter> parameters;
  private final float momentum;
  private final boolean nesterov;
  private final WeightDecay weightDecay;
  private final Slots velocities;
  private long steps;

  /// For every parameter of a network, see [#Sgd(List, float, boolean, WeightDecay)].
  ///
  /// @param weightDecay the coefficient, of all
  public Sgd(Module module, float momentum, boolean nesterov, float weightDecay) {
    this(module.parameters().toList(), momentum, nesterov, WeightDecay.ofAll(weightDecay));
  }

  /// For these parameters.
  ///
  /// @param momentum in [0, 1); with 0 no state is kept
  /// @param nesterov looks ahead along the velocity; needs momentum
  /// @throws BadSetting if a number is outside its range
  public Sgd(
      List<Parameter> parameters, float momentum, boolean nesterov, WeightDecay weightDecay) {
    BadSetting.unless(
        momentum >= 0 && momentum < 1, "momentum", momentum, "at least 0 and below 1");
    BadSetting.unless(!nesterov || momentum > 0, "momentum", momentum, "above 0 with nesterov");
    this.parameters = List.copyOf(parameters);
    this.momentum = momentum;
    this.nesterov = nesterov;
    this.weightDecay = weightDecay;
    this.velocities = new Slots(momentum > 0 ? this.parameters : List.of(), "velocity");
  }

  @Override
  public void step(Gradients gradients, float learningRate) {
    Checks.learningRate(learningRate);
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      var step = new SgdStep(learningRate, momentum, nesterov, weightDecay.of(p));
      Storage velocity = momentum > 0 ? velocities.get(i, 0) : null;
      Storage gradient = gradients.of(p.tensor()).storage();
      p.tensor().backend().sgdStep(step, gradient, p.mask(), velocity, p.tensor().storage());
    }
    steps++;
  }

  @Override
  public OptimizerState state() {
    return new OptimizerState(steps, velocities.save());
  }

  @Override
  public void restore(OptimizerState state) {
    velocities.restore(state.tensors());
    steps = state.steps();
  }
}
