package org.tombola.lottery.arm;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tombola.engine.UnknownName;
import org.tombola.lottery.recipe.ArmSettings;
import org.tombola.lottery.recipe.Settings;

/// The arms of an experiment: those of its recipe and the built-in ones.
public final class Arms {
  static final String ALL_TRAINABLE = "all";

  private final Map<String, ArmSettings> byName;

  private Arms(Map<String, ArmSettings> byName) {
    this.byName = byName;
  }

  /// Checks the names of start rules.
  ///
  /// @throws UnknownName if there is no such rule, or `arms` names no arm
  public static Arms of(Settings settings) {
    var arms = new Arms(settings.arm());
    settings.arms().forEach(arms::named);
    for (ArmSettings arm : settings.arm().values()) {
      StartRules.named(arm.weights().rule());
    }
    return arms;
  }

  /// The built-in ones, which every recipe has.
  public static List<Arm> all() {
    var builtIn = new Arms(ArmSettings.builtIn());
    return builtIn.byName.keySet().stream().map(builtIn::named).toList();
  }

  /// The arms at whose level 0 the dense network is that a pruned one of an arm is compared with,
  /// the likeliest first: the arm `ticket` for those that train dense networks as all do; for
  /// another its own, and those of arms that train them alike, with no start rule.
  public List<String> denseOf(String name) {
    ArmSettings settings = byName.get(name);
    if (settings == null || !named(name).ownsDense()) {
      return List.of(Cell.TICKET);
    }
    return Stream.concat(
            Stream.of(name),
            byName.keySet().stream()
                .map(this::named)
                .filter(other -> !other.name().equals(name))
                .filter(other -> other.ownsDense() && other.keepsWeights())
                .filter(other -> other.settings().dense().equals(settings.dense()))
                .map(Arm::name)
                .sorted())
        .toList();
  }

  /// The first of [#denseOf] that there is.
  ///
  /// @param there cells
  public Optional<Cell> dense(String name, int seed, Collection<Cell> there) {
    return denseOf(name).stream()
        .map(arm -> new Cell(arm, seed, 0))
        .filter(there::contains)
        .findFirst();
  }

  /// The arm of that name.
  ///
  /// @throws UnknownName if there is no such arm
  public Arm named(String name) {
    ArmSettings settings = byName.get(name);
    if (settings == null) {
      throw new UnknownName("arm", name, byName.keySet());
    }
    return new Arm(name, settings, this);
  }
}
