package org.tombola.lottery.run;

import org.jspecify.annotations.Nullable;
import org.tombola.datasets.Examples;
import org.tombola.datasets.Splits;
import org.tombola.engine.Rng;
import org.tombola.lottery.prune.Probe;
import org.tombola.lottery.recipe.ArmSettings;
import org.tombola.nn.Module;
import org.tombola.nn.Weights;

/// What a criterion may try for an arm's mask: a network of the task, and training examples of what
/// the arm is trained on. Both are made when they are first asked for.
///
/// Belongs to the backend and the thread that asks.
final class CellProbe implements Probe {
  private final Classification task;
  private final ArmSettings arm;
  private final Rng seed;
  private @Nullable Module network;
  private @Nullable Examples examples;

  CellProbe(Classification task, ArmSettings arm, Rng seed) {
    this.task = task;
    this.arm = arm;
    this.seed = seed;
  }

  @Override
  public Module network() {
    Module made = network;
    if (made == null) {
      made = task.network(seed);
      network = made;
    }
    return made;
  }

  @Override
  public Weights init() {
    return Weights.of(task.network(seed));
  }

  @Override
  public Examples examples() {
    Examples chosen = examples;
    if (chosen == null) {
      var its = TrainingData.of(task.data(), task.settings(), arm.data(), seed);
      chosen =
          Splits.ofEachClass(
              its.train(), arm.mask().scores().perClass(), seed.stream("scored-examples"));
      examples = chosen;
    }
    return chosen;
  }
}
