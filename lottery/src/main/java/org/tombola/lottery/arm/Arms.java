package org.tombola.lottery.arm;

import java.util.List;
import java.util.Map;
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
