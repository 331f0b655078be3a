package org.tombola.lottery.arm;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.prune.Pruning;
import org.tombola.lottery.recipe.ArmSettings;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.MaskSettings;
import org.tombola.lottery.recipe.Moment;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Weights;

/// The masks of an arm: its own, pruned from networks it trained, or another arm's.
record MaskSource(Arm arm) {
  private MaskSettings settings() {
    return arm.settings().mask();
  }

  private boolean own() {
    return settings().of().equals("own");
  }

  /// Whether it is another arm's mask that changes during training: the one after it is meant.
  private boolean otherRewires() {
    return !own() && !other().arm.settings().rewire().isNone();
  }

  private MaskSource other() {
    return new MaskSource(arm.arms().named(settings().of()));
  }

  /// What must be finished before the mask of a level is known: the level above, or the dense
  /// network.
  List<Need> needs(Cell cell) {
    if (cell.level() == 0) {
      return List.of();
    } else if (otherRewires()) {
      return List.of(new Need(other().arm.cell(cell.seed(), cell.level()), Moment.FINAL, false));
    } else if (!own()) {
      return other().needs(cell);
    } else if (settings().at().isInit()) {
      return List.of();
    }
    return List.of(new Need(pruned(cell), settings().at(), false));
  }

  /// The cell whose network is pruned for the mask at the level of `cell`; at level 0, and under
  /// the mask of a file, the dense network.
  Cell pruned(Cell cell) {
    if (cell.level() == 0 || settings().ofFile()) {
      return Cell.ticket(cell.seed(), 0);
    } else if (otherRewires()) {
      return other().arm.cell(cell.seed(), cell.level());
    } else if (!own()) {
      return other().pruned(cell);
    }
    return arm.cell(cell.seed(), settings().oneShot() ? 0 : cell.level() - 1);
  }

  /// The mask at the level of `cell`, which may be of another arm.
  Mask mask(Cell cell, Sources sources) {
    if (cell.level() == 0) {
      return sources.dense();
    }
    Mask mask =
        otherRewires()
            ? sources.mask(pruned(cell))
            : own() ? ownMask(cell, sources) : other().mask(cell, sources);
    return settings().places().equals("random") ? rearranged(mask, cell) : mask;
  }

  private Mask ownMask(Cell cell, Sources sources) {
    return settings().ofFile() ? sources.mask(Path.of(settings().file())) : scored(cell, sources);
  }

  private Mask scored(Cell cell, Sources sources) {
    boolean unseen = settings().at().isInit();
    // Without training every round ranks the same weights, so all rounds are one.
    boolean once = unseen || settings().oneShot();
    return sources
        .pruning(arm.settings(), cell.seed())
        .prune(
            ranked(cell, sources),
            once ? sources.dense() : sources.mask(pruned(cell)),
            once ? cell.level() : 1,
            layer -> random(cell, layer));
  }

  /// Looks, before anything is trained, whether the masks up to a level can be.
  ///
  /// @throws InvalidSettings if one cannot, naming the arm whose it is
  void check(int level, Mask dense, Function<ArmSettings, Pruning> prunings) {
    if (!own()) {
      other().check(level, dense, prunings);
    } else if (!settings().ofFile()) {
      boolean once = settings().at().isInit() || settings().oneShot();
      try {
        prunings.apply(arm.settings()).check(dense, level, once);
      } catch (InvalidSettings e) {
        throw new InvalidSettings("arm %s: %s".formatted(arm.name(), e.getMessage()));
      }
    }
  }

  /// The weights that were looked at for the mask at the level of `cell`, which is not 0.
  Weights ranked(Cell cell, Sources sources) {
    if (otherRewires()) {
      return sources.weights(pruned(cell), Moment.FINAL);
    } else if (!own()) {
      return other().ranked(cell, sources);
    }
    return settings().at().isInit()
        ? sources.init(cell.seed())
        : sources.weights(pruned(cell), settings().at());
  }

  /// For criteria that draw: one stream a layer, seed and level, the same in all arms.
  private static RandomStream random(Cell cell, String layer) {
    return new Rng(cell.seed()).stream("prune/level-%d/%s".formatted(cell.level(), layer));
  }

  /// As many ones in each layer, at random places (Frankle and Carbin, first version of 2018,
  /// "random sparsity").
  private Mask rearranged(Mask mask, Cell cell) {
    String stream = "%s/level-%d/".formatted(arm.name(), cell.level());
    var random = new Rng(cell.seed());
    return Mask.of(
        mask.layers().stream()
            .map(layer -> shuffled(layer, random.stream(stream + layer.name())))
            .toList());
  }

  private static NamedMask shuffled(NamedMask layer, RandomStream random) {
    int size = layer.shape().size();
    int[] order = random.permutation(size, 0);
    boolean[] keeps = new boolean[size];
    int kept = Mask.kept(layer);
    for (int i = 0; i < kept; i++) {
      keeps[order[i]] = true;
    }
    return NamedMask.of(layer.name(), layer.shape(), keeps);
  }
}
