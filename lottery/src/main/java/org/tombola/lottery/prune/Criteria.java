package org.tombola.lottery.prune;

import java.util.List;
import org.tombola.engine.UnknownName;

/// The criteria there are. A new one is a file beside [Magnitude] and a line here.
public final class Criteria {
  private static final List<Criterion> ALL = List.of(new Magnitude(), new Arbitrary());

  private Criteria() {}

  public static List<Criterion> all() {
    return ALL;
  }

  /// The criterion of that name.
  ///
  /// @throws UnknownName if there is no such criterion
  public static Criterion named(String name) {
    return ALL.stream()
        .filter(criterion -> criterion.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new UnknownName("criterion", name, ALL.stream().map(Criterion::name).toList()));
  }
}
