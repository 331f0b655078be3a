package org.tombola.lottery.arm;

import java.util.List;
import org.tombola.engine.UnknownName;

/// The start rules there are. A new one is a file beside [Redrawn] and a line here.
public final class StartRules {
  private static final List<StartRule> ALL =
      List.of(
          new Kept(),
          new Redrawn(false),
          new Redrawn(true),
          new Resampled(),
          new Shuffled(Shuffled.Within.NETWORK, false),
          new Shuffled(Shuffled.Within.NETWORK, true),
          new Shuffled(Shuffled.Within.LAYER, false),
          new Shuffled(Shuffled.Within.LAYER, true),
          new Shuffled(Shuffled.Within.FILTER, false),
          new Shuffled(Shuffled.Within.FILTER, true),
          new Noised(),
          new Signed(true),
          new Signed(false),
          new Constant(true),
          new Constant(false),
          new FanIn(true),
          new FanIn(false),
          new Rescaled(),
          new NewOutput(),
          new ClusterCentres());

  private StartRules() {}

  /// Name and one line of each.
  public static List<List<String>> described() {
    return ALL.stream().map(rule -> List.of(rule.name(), rule.about())).toList();
  }

  /// The rule of that name.
  ///
  /// @throws UnknownName if there is no such rule
  static StartRule named(String name) {
    return ALL.stream()
        .filter(rule -> rule.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new UnknownName("start rule", name, ALL.stream().map(StartRule::name).toList()));
  }
}
