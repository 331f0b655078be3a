package org.tombola.nn.optim;

import java.util.List;
import org.tombola.engine.Gradients;
import org.tombola.engine.spi.AdamStep;
import org.tombola.engine.spi.Storage;
import org.tombola.nn.BadSetting;
import org.tombola.nn.Module;
import org.tombola.nn.Parameter;

/// Adam (Kingma and Ba 2015, algorithm 1): steps by the running mean of the gradient over the root
/// of the running mean of its square, both corrected for having started at zero. [WeightDecay] is
/// added to the gradient, as in PyTorch's `Adam` (not `AdamW`). See [AdamStep].
public final class Adam implements Optimizer {
  /// The paper's settings.
  public static final float BETA1 = 0.9f;

  public static final float BETA2 = 0.999f;
  public static final float EPSILON = 1e-8f;

  private static final int FIRST_MOMENT = 0;
  private static final int SECOND_MOMENT = 1;

  private final List<Parameter> parameters;
  private final float beta1;
  private final float beta2;
  private final float epsilon;
  private final WeightDecay weightDecay;
  private final Slots moments;
  private long steps;

  /// With the paper's settings and no weight decay.
  public Adam(Module module) {
    this(module, BETA1, BETA2, EPSILON, 0f);
  }

  /// For every parameter of a network, see [#Adam(List, float, float, float, WeightDecay)].
  ///
  /// @param weightDecay the coefficient, of all
  public Adam(Module module, float beta1, float beta2, float epsilon, float weightDecay) {
    this(module.parameters().toList(), beta1, beta2, epsilon, WeightDecay.ofAll(weightDecay));
  }

  /// For these parameters.
  ///
  /// @param beta1 how much of the mean gradient each step keeps, in [0, 1)
  /// @param beta2 how much of the mean squared gradient each step keeps, in [0, 1)
  /// @param epsilon added to the root, above 0
  /// @throws BadSetting if a number is outside its range
  public Adam(
      List<Parameter> parameters,
      float beta1,
      float beta2,
      float epsilon,
      WeightDecay weightDecay) {
    BadSetting.unless(beta1 >= 0 && beta1 < 1, "beta1", beta1, "at least 0 and below 1");
    BadSetting.unless(beta2 >= 0 && beta2 < 1, "beta2", beta2, "at least 0 and below 1");
    BadSetting.unless(
        epsilon > 0 && Float.isFinite(epsilon), "epsilon", epsilon, "above 0 and finite");
    this.parameters = List.copyOf(parameters);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.weightDecay = weightDecay;
    this.moments = new Slots(this.parameters, "first_moment", "second_moment");
  }

  @Override
  public void step(Gradients gradients, float learningRate) {
    Checks.learningRate(learningRate);
    steps++;
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      var step = new AdamStep(learningRate, beta1, beta2, epsilon, weightDecay.of(p), steps);
      Storage gradient = gradients.of(p.tensor()).storage();
      Storage m = moments.get(i, FIRST_MOMENT);
      Storage v = moments.get(i, SECOND_MOMENT);
      p.tensor().backend().adamStep(step, gradient, p.mask(), m, v, p.tensor().storage());
    }
  }

  @Override
  public OptimizerState state() {
    return new OptimizerState(steps, moments.save());
  }

  @Override
  public void restore(OptimizerState state) {
    moments.restore(state.tensors());
    steps = state.steps();
  }
}
