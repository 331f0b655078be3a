package org.tombola.lottery.run;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.tombola.datasets.Dataset;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.lottery.analysis.Instruments;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.prune.Budgeted;
import org.tombola.lottery.prune.Criteria;
import org.tombola.lottery.prune.LayerBudget;
import org.tombola.lottery.prune.Pruner;
import org.tombola.lottery.prune.Pruning;
import org.tombola.lottery.recipe.ArmDataSettings;
import org.tombola.lottery.recipe.ArmSettings;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.MaskSettings;
import org.tombola.lottery.recipe.Settings;
import org.tombola.lottery.rewire.RewireRule;
import org.tombola.lottery.train.Evaluator;
import org.tombola.lottery.train.Trainable;
import org.tombola.nn.Init;
import org.tombola.nn.Initializer;
import org.tombola.nn.Module;
import org.tombola.nn.NormInit;
import org.tombola.nn.models.Models;

/// One network of the registry a cell, which learns the classes of a data set.
///
/// @param perEpoch steps of one pass over the training examples
record Classification(Settings settings, Dataset data, int perEpoch) implements Task {
  static void check(Settings settings) {
    Models.named(settings.network());
    Init.named(settings.init());
    NormInit.named(settings.normInit());
    Criteria.named(settings.prune().criterion());
    for (ArmSettings arm : settings.arm().values()) {
      Criteria.named(arm.mask().over(settings.prune()).criterion());
      budget(arm.mask());
      RewireRule.named(arm.rewire().rule());
      Trainable.parse(arm.trainable());
    }
    if (!settings.prune().units().isEmpty()) {
      throw new InvalidSettings(
          "prune.units has no meaning for the network %s, which is pruned by weight: leave it out"
              .formatted(settings.network()));
    }
  }

  static Classification of(Settings settings, Dataset data) {
    var any = TrainingData.of(data, settings, ArmDataSettings.RECIPE, new Rng(0));
    return new Classification(settings, data, any.batches().perEpoch());
  }

  @Override
  public Module network(Rng rng) {
    var shape = data.train().shape();
    return Models.create(
        settings.network(),
        Shape.of(shape.channels(), shape.height(), shape.width()),
        data.train().classes(),
        new Initializer(Init.named(settings.init()), NormInit.named(settings.normInit()), rng));
  }

  @Override
  public Pruning pruning(MaskSettings own) {
    Pruner pruner = Pruner.of(own.over(settings.prune()));
    return budget(own).<Pruning>map(budget -> new Budgeted(pruner, budget)).orElse(pruner);
  }

  /// How the weights are divided among the layers, if not as pruning leaves them.
  private static Optional<LayerBudget> budget(MaskSettings mask) {
    return mask.budget().equals(LayerBudget.PRUNED)
        ? Optional.empty()
        : Optional.of(LayerBudget.named(mask.budget()));
  }

  @Override
  public CellWork work(
      Laboratory laboratory,
      Map<Cell, SortedSet<Integer>> kept,
      Progress progress,
      boolean events) {
    return new CellTraining(laboratory, data, kept, progress, events);
  }

  @Override
  public Instruments instruments(Rng seed) {
    var its = TrainingData.of(data, settings, ArmDataSettings.RECIPE, seed);
    return new Instruments(
        network(seed), its.batches(), Evaluator.streaming(its.test()), settings.analysis());
  }
}
