package org.tombola.lottery.run;

import java.util.Map;
import java.util.SortedSet;
import org.tombola.datasets.Batches;
import org.tombola.datasets.Dataset;
import org.tombola.engine.Rng;
import org.tombola.lottery.analysis.Instruments;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.ensemble.Descent;
import org.tombola.lottery.ensemble.Ensemble;
import org.tombola.lottery.ensemble.EnsembleSettings;
import org.tombola.lottery.ensemble.EnsembleSize;
import org.tombola.lottery.ensemble.Family;
import org.tombola.lottery.ensemble.PointLoss;
import org.tombola.lottery.ensemble.Points;
import org.tombola.lottery.prune.Pruning;
import org.tombola.lottery.recipe.ArmSettings;
import org.tombola.lottery.recipe.Settings;
import org.tombola.lottery.train.Evaluator;

/// Many small networks a cell, which learn a few points and are pruned by unit. An epoch is a step.
record EnsembleTask(Settings settings, EnsembleSettings ensemble, Dataset data) implements Task {
  static void check(Settings settings) {
    EnsembleSettings.of(settings);
  }

  static EnsembleTask of(Settings settings, Dataset data) {
    return new EnsembleTask(settings, EnsembleSettings.of(settings), data);
  }

  @Override
  public int perEpoch(int batch) {
    return 1;
  }

  @Override
  public Ensemble network(Rng rng) {
    return Ensemble.of(ensemble.size(), rng);
  }

  @Override
  public Pruning pruning(ArmSettings arm, Rng seed) {
    return ensemble.pruner(arm.mask().over(settings.prune()).criterion());
  }

  @Override
  public CellWork work(
      Laboratory laboratory,
      Map<Cell, SortedSet<Integer>> kept,
      Progress progress,
      boolean events) {
    return new EnsembleTraining(this, laboratory, progress, events);
  }

  @Override
  public Instruments instruments(Rng seed) {
    return new Instruments(
        network(seed), batches(seed), Evaluator.streaming(data.test()), settings.analysis());
  }

  /// What a cell of an arm learns.
  Points points(ArmSettings arm, Rng seed) {
    EnsembleSize size = ensemble.size();
    return size.family().training(data, arm.data().over(settings.data()), size.networks(), seed);
  }

  /// How it learns.
  Descent descent(Points points, ArmSettings arm, int units) {
    Family family = ensemble.size().family();
    PointLoss loss = family.loss(arm.train().over(settings.train()).margin());
    return new Descent(points, loss, ensemble.steps(), family.rate(ensemble.rate(), units));
  }

  /// What its accuracy is of.
  Points test(Rng seed) {
    return ensemble.size().family().test(data, seed);
  }

  /// Of all examples at once.
  private Batches batches(Rng seed) {
    return new Batches(data.train(), data.train().size(), seed);
  }
}
