package org.tombola.lottery.ensemble;

import java.util.stream.Stream;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.nn.Parameter;
import org.tombola.nn.Phase;

/// T networks `N(x) = Σᵢ [maxⱼ relu(wᵢ·xⱼ) − maxⱼ relu(uᵢ·xⱼ)]` of H units (Brutzkus and Globerson
/// 2019, "Why do larger models generalize better?"): a unit is a pair of filters that look at every
/// place of the input, one for each class. The weights behind them, ±1, are fixed.
///
/// @param positive the filters wᵢ, (2, H, T)
/// @param negative the filters uᵢ, (2, H, T)
public record Detectors(Parameter positive, Parameter negative) implements Ensemble {
  static final String POSITIVE = "positive.weight";
  static final String NEGATIVE = "negative.weight";

  /// Of the initial weights, small against a step of the training.
  private static final double DEVIATION = 1e-4;

  /// Values of a place.
  private static final int VALUES = 2;

  static Detectors of(EnsembleSize size, Rng rng) {
    Shape shape = Shape.of(VALUES, size.units(), size.networks());
    return new Detectors(
        Ensemble.normal(POSITIVE, shape, DEVIATION, rng),
        Ensemble.normal(NEGATIVE, shape, DEVIATION, rng));
  }

  @Override
  public EnsembleSize size() {
    return new EnsembleSize(Family.XORD, positive.shape().dim(1), positive.shape().dim(2));
  }

  /// `x` is (N, 2·places) plain.
  @Override
  public Tensor forward(Tensor x, Phase phase) {
    return detected(x, positive.tensor()).minus(detected(x, negative.tensor()));
  }

  /// What one class's filters find, (N, T).
  private static Tensor detected(Tensor x, Tensor filters) {
    int points = x.shape().dim(0);
    int places = x.shape().dim(1) / VALUES;
    int units = filters.shape().dim(1);
    int networks = filters.shape().dim(2);
    return x.reshape(Shape.of(points * places, VALUES))
        .matmul(filters.reshape(Shape.of(VALUES, units * networks)))
        .reshape(Shape.of(points, places, units * networks))
        .max(1)
        .relu() // of the largest: the largest of the rectified ones, with the same slope
        .reshape(Shape.of(points, units, networks))
        .sum(1);
  }

  @Override
  public Stream<Parameter> parameters() {
    return Stream.of(positive, negative);
  }
}
