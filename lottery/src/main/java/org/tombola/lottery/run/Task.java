package org.tombola.lottery.run;

import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import org.tombola.engine.Rng;
import org.tombola.lottery.analysis.Instruments;
import org.tombola.lottery.arm.Arms;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.ensemble.EnsembleSize;
import org.tombola.lottery.prune.Pruning;
import org.tombola.lottery.recipe.ArmSettings;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.Module;

/// In what experiments differ, the grid of cells and the folder being the same for all: how
/// networks are made, pruned, trained and looked at.
sealed interface Task permits Classification, EnsembleTask {
  /// Whether the settings are about ensembles.
  static boolean isEnsemble(Settings settings) {
    return EnsembleSize.isMeantBy(settings.network());
  }

  /// Checks every name against its registry, and what can be checked without data.
  ///
  /// @throws org.tombola.engine.UnknownName if there is no such network, initialiser or criterion
  /// @throws InvalidSettings if something has no meaning for such networks
  static void check(Settings settings) {
    if (isEnsemble(settings)) {
      EnsembleTask.check(settings);
    } else {
      Classification.check(settings);
    }
  }

  /// What the settings are about, with the data.
  ///
  /// @throws InvalidSettings if the data set has too few examples for the settings
  /// @throws org.tombola.datasets.DatasetException if it does not suit them otherwise
  static Task of(Settings settings, DataSets data) {
    return isEnsemble(settings)
        ? EnsembleTask.of(settings, data.recipes())
        : Classification.of(settings, data);
  }

  /// Steps of one pass over the training examples.
  ///
  /// @param batch examples a step
  /// @throws InvalidSettings if there are not so many
  int perEpoch(int batch);

  /// A network with weights drawn from `rng`, on the current backend.
  Module network(Rng rng);

  /// How a round shrinks a mask.
  ///
  /// @param arm whose mask it is
  /// @param seed the replicate, on whose data a criterion may look
  Pruning pruning(ArmSettings arm, Rng seed);

  /// Looks, before anything is trained, whether the masks of some cells can be.
  ///
  /// @throws InvalidSettings if one cannot, naming the arm
  default void check(Arms arms, Collection<Cell> cells) {}

  /// What a worker does.
  ///
  /// @param kept for every cell the steps after which its state is saved
  /// @param events whether curves are written for TensorBoard too
  CellWork work(
      Laboratory laboratory, Map<Cell, SortedSet<Integer>> kept, Progress progress, boolean events);

  /// What analyses measure with, on the current backend.
  Instruments instruments(Rng seed);
}
