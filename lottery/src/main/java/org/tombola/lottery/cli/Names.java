package org.tombola.lottery.cli;

import java.util.ArrayList;
import java.util.List;
import org.tombola.datasets.Datasets;
import org.tombola.datasets.Listing;
import org.tombola.engine.Backends;
import org.tombola.nn.UnknownName;

/// Checks names before work begins, so that a wrong one is a usage error with the nearest name.
final class Names {
  private Names() {}

  /// @throws UnknownName unless there is such a data set
  static void checkDataset(String name) {
    check("dataset", name, Datasets.list().stream().map(Listing::name).toList());
  }

  /// @throws UnknownName unless it is `auto` or the name of a backend that came with the program
  static void checkBackend(String name) {
    var known = new ArrayList<>(List.of(Backends.AUTO));
    Backends.candidates().forEach(candidate -> known.add(candidate.name()));
    check("backend", name, known);
  }

  static void check(String what, String name, List<String> known) {
    if (!known.contains(name)) {
      throw new UnknownName(what, name, known);
    }
  }
}
