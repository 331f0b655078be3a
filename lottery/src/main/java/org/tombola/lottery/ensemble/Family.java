package org.tombola.lottery.ensemble;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tombola.datasets.Batches;
import org.tombola.datasets.Dataset;
import org.tombola.engine.Rng;
import org.tombola.lottery.recipe.DataSettings;

/// What kinds of ensembles there are: their networks, the data set of the same name that they
/// learn, the loss, and what their units are ranked by.
public enum Family {
  /// [Perceptrons] that learn exclusive or by cross-entropy.
  XOR,
  /// [Detectors] of patterns that learn by a hinge loss.
  XORD;

  /// What names of networks begin with, and what the data set is called.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The family a name of a network is meant to be of, well-formed or not.
  static List<Family> meantBy(String network) {
    return Arrays.stream(values())
        .filter(f -> network.equals(f.label()) || network.startsWith(f.label() + "-"))
        .toList();
  }

  /// What can rank its units.
  List<UnitScore> scores() {
    return switch (this) {
      case XOR -> List.of(UnitScore.values());
      case XORD -> List.of(UnitScore.INPUT, UnitScore.RANDOM);
    };
  }

  /// Settings that have a meaning beside those of every ensemble.
  List<String> keys() {
    return switch (this) {
      case XOR -> List.of("train.batch");
      case XORD -> List.of("train.margin", "data.examples", "data.choice");
    };
  }

  /// The same of an arm, without `arm.<name>.`.
  List<String> keysOfArms() {
    return switch (this) {
      case XOR -> List.of();
      case XORD -> List.of("train.margin", "data.examples", "data.choice");
    };
  }

  Ensemble draw(EnsembleSize size, Rng rng) {
    return switch (this) {
      case XOR -> Perceptrons.of(size, rng);
      case XORD -> Detectors.of(size, rng);
    };
  }

  /// What a network loses at a point.
  ///
  /// @param margin of a hinge loss
  public PointLoss loss(double margin) {
    return switch (this) {
      case XOR -> new PointLoss.CrossEntropy();
      case XORD -> new PointLoss.Hinge(margin);
    };
  }

  /// The rate at which networks are trained. The output of [Detectors] is a sum over units whose
  /// weights are fixed, so they share the rate.
  ///
  /// @param rate as the settings give it
  /// @param units that are trained
  public double rate(double rate, int units) {
    return this == XORD ? rate / units : rate;
  }

  /// What the networks of a seed are trained on.
  ///
  /// @param data which examples
  /// @throws org.tombola.lottery.recipe.InvalidSettings if there are not so many
  public Points training(Dataset whole, DataSettings data, int networks, Rng seed) {
    return this == XORD
        ? PatternSet.points(whole.train(), data, networks, seed)
        : corners(whole, seed);
  }

  /// What decides about the networks of a seed.
  public Points test(Dataset whole, Rng seed) {
    return this == XORD ? PatternSet.all() : corners(whole, seed);
  }

  /// All examples of exclusive or, which are learnt and decide.
  private static Points corners(Dataset whole, Rng seed) {
    return Points.of(new Batches(whole.train(), whole.train().size(), seed));
  }
}
