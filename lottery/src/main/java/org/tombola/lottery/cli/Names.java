package org.tombola.lottery.cli;

import java.util.ArrayList;
import java.util.List;
import org.tombola.engine.BackendName;
import org.tombola.engine.Backends;
import org.tombola.engine.UnknownName;

/// Checks names before work begins, so that a wrong one is a usage error with the nearest name.
final class Names {
  private Names() {}

  /// @throws UnknownName unless it is `auto` or the name of a backend that came with the program
  static void checkBackend(String name) {
    var known = new ArrayList<>(List.of(Backends.AUTO));
    known.addAll(Backends.names());
    UnknownName.check("backend", BackendName.parse(name).provider(), known);
  }
}
