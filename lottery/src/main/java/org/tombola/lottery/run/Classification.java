package org.tombola.lottery.run;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import org.tombola.engine.Backends;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.lottery.analysis.Instruments;
import org.tombola.lottery.arm.Arms;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.prune.Budgeted;
import org.tombola.lottery.prune.Criteria;
import org.tombola.lottery.prune.FilterPruner;
import org.tombola.lottery.prune.LayerBudget;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.prune.Narrow;
import org.tombola.lottery.prune.Pruner;
import org.tombola.lottery.prune.Pruning;
import org.tombola.lottery.prune.Ranking;
import org.tombola.lottery.recipe.ArmDataSettings;
import org.tombola.lottery.recipe.ArmSettings;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.MaskSettings;
import org.tombola.lottery.recipe.PruneSettings;
import org.tombola.lottery.recipe.Settings;
import org.tombola.lottery.recipe.TrainSettings;
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
/// @param examples that the recipe trains on
record Classification(Settings settings, DataSets data, int examples) implements Task {
  static void check(Settings settings) {
    Models.named(settings.network());
    Init.named(settings.init());
    NormInit.named(settings.normInit());
    checkRound(settings.prune(), settings.network());
    settings.arm().forEach((name, arm) -> arm.train().check(name, settings.train()));
    for (ArmSettings arm : settings.arm().values()) {
      checkRound(arm.mask().over(settings.prune()), settings.network());
      budget(arm.mask().over(settings.prune()), arm.mask());
      checkPasses(arm.mask().over(settings.prune()), arm.mask());
      checkLearned(arm);
      Trainable.parse(arm.trainable());
      checkMargin(arm.train().over(settings.train()).margin(), settings.network());
    }
    checkMargin(settings.train().margin(), settings.network());
    if (!settings.prune().units().isEmpty()) {
      throw new InvalidSettings(
          "prune.units has no meaning for the network %s, which is pruned by weight: leave it out"
              .formatted(settings.network()));
    }
  }

  /// Classes are learnt by cross-entropy.
  private static void checkMargin(double margin, String network) {
    if (margin != TrainSettings.EVEN_MARGIN) {
      throw new InvalidSettings(
          "margin has no meaning for the network %s, which learns by cross-entropy: leave it out; it is %s"
              .formatted(network, margin));
    }
  }

  private static void checkLearned(ArmSettings arm) {
    RewireRule rule = RewireRule.named(arm.rewire().rule());
    boolean plain = arm.trainable().equals("all") && !arm.schedule().keepsOptimizer();
    if (rule.learns() && !plain) {
      throw new InvalidSettings(
          "arm.rewire.rule %s trains %s: leave out arm.trainable=%s and arm.schedule.optimizer=%s"
              .formatted(
                  rule.label(),
                  rule.standsStill() ? "scores and no weights" : "further numbers and all weights",
                  arm.trainable(),
                  arm.schedule().optimizer()));
    }
  }

  private static void checkRound(PruneSettings round, String network) {
    if (!round.filters()) {
      Criteria.named(round.criterion());
      return;
    }
    try (var backend = Backends.open("reference", 1)) {
      Backends.with(
          backend,
          () -> {
            Module made = Models.named(network).create(Init.BINARY, new Rng(0));
            FilterPruner.check(round, network, made);
            return made;
          });
    }
  }

  /// Passes are of what is ranked weight by weight over the layers.
  private static void checkPasses(PruneSettings round, MaskSettings mask) {
    String other =
        round.filters() || round.narrow()
            ? "mask.structure"
            : mask.budget().equals(LayerBudget.PRUNED) ? "" : "mask.budget";
    if (mask.scores().passes() > 1 && !other.isEmpty()) {
      throw new InvalidSettings(
          "mask.scores.passes %d is for single weights that stay as they are ranked, and there is a %s of %s: take one of them"
              .formatted(
                  mask.scores().passes(),
                  other,
                  other.equals("mask.budget") ? mask.budget() : round.structure()));
    }
  }

  static Classification of(Settings settings, DataSets data) {
    var any = TrainingData.of(data, settings, ArmDataSettings.RECIPE, new Rng(0));
    return new Classification(settings, data, any.train().size());
  }

  @Override
  public int perEpoch(int batch) {
    if (batch > examples) {
      throw new InvalidSettings(
          "train.batch must be at most %d, the examples left to train on in %s, not %d"
              .formatted(examples, data.recipes().name(), batch));
    }
    return examples / batch;
  }

  @Override
  public Module network(Rng rng) {
    var train = data.recipes().train();
    var shape = train.shape();
    return Models.create(
        settings.network(),
        Shape.of(shape.channels(), shape.height(), shape.width()),
        train.classes(),
        new Initializer(Init.named(settings.init()), NormInit.named(settings.normInit()), rng));
  }

  @Override
  public Pruning pruning(ArmSettings arm, Rng seed) {
    MaskSettings mask = arm.mask();
    PruneSettings round = mask.over(settings.prune());
    var probe = new CellProbe(this, arm, seed);
    if (round.filters()) {
      return FilterPruner.of(round, network(new Rng(0)), mask.scores(), probe);
    }
    var ranking = new Ranking(Criteria.named(round.criterion()), mask.scores(), probe);
    var pruner = new Pruner(round, ranking);
    if (round.narrow()) {
      return new Narrow(pruner);
    }
    return budget(round, mask).<Pruning>map(b -> new Budgeted(pruner, b)).orElse(pruner);
  }

  @Override
  public void check(Arms arms, Collection<Cell> cells) {
    Mask dense = Mask.dense(network(new Rng(0)));
    var deepest = new TreeMap<String, Integer>();
    cells.forEach(cell -> deepest.merge(cell.arm(), cell.level(), Math::max));
    deepest.forEach(
        (name, level) -> arms.named(name).check(level, dense, arm -> pruning(arm, new Rng(0))));
  }

  /// How the weights are divided among the layers, if not as pruning leaves them.
  private static Optional<LayerBudget> budget(PruneSettings round, MaskSettings mask) {
    if (mask.budget().equals(LayerBudget.PRUNED)) {
      return Optional.empty();
    }
    LayerBudget budget = LayerBudget.named(mask.budget());
    if (round.filters() || round.narrow()) {
      throw new InvalidSettings(
          "mask.budget %s divides single weights, and mask.structure is %s: take one of them"
              .formatted(mask.budget(), round.structure()));
    }
    return Optional.of(budget);
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
