package org.tombola.lottery.arm;

import java.util.List;
import org.tombola.engine.UnknownName;

/// The arms there are. A new one is a file beside [Ticket] and a line here.
public final class Arms {
  private static final List<Arm> ALL =
      List.of(new Ticket(), new Reinit(), new Rearranged(), new OneShot());

  private Arms() {}

  public static List<Arm> all() {
    return ALL;
  }

  /// The arm of that name.
  ///
  /// @throws UnknownName if there is no such arm
  public static Arm named(String name) {
    return ALL.stream()
        .filter(arm -> arm.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new UnknownName("arm", name, ALL.stream().map(Arm::name).toList()));
  }
}
